namespace Dedal.Web.Shared.Charts;

/// <summary>One bar of a chart.</summary>
/// <param name="Class">How it is drawn: <c>in</c>, <c>out</c>, or <c>sum</c>.</param>
/// <param name="Mark">Sign before its figure, so that colour is never the only difference.</param>
/// <param name="Word">What it is, for those who hear the page.</param>
public sealed record Bar(long Minor, string Class, string Mark, string Word);

/// <summary>Bars that belong together under one label: a month, a box.</summary>
public sealed record BarRow(string Label, IReadOnlyList<Bar> Bars);
