using System.Collections.Concurrent;
using Dedal.Web.Books.Reports;
using Dedal.Web.Parameters;

namespace Dedal.Web.Workshop.Reports;

/// <summary>
/// What follows from a year of documents, worked out once a day and kept: a phone asks for its snapshot after every
/// exchange, and the page of today is opened all day long. The pages about costs work it out anew.
/// </summary>
/// <param name="Costs">What products usually cost.</param>
/// <param name="Advice">All that could be advised that day, the most pressing first.</param>
internal sealed record KeptFigures(DateOnly Day, CostSheet Costs, IReadOnlyList<Advice> Advice)
{
    /// <summary>Workshops kept at once; what is forgotten is worked out again.</summary>
    private const int Most = 2000;

    private static readonly ConcurrentDictionary<Guid, KeptFigures> Kept = new();

    public static KeptFigures Of(BookReading book, DateOnly day)
    {
        if (Kept.TryGetValue(book.Org.Id, out var figures) && figures.Day == day)
        {
            return figures;
        }

        if (Kept.Count >= Most)
        {
            Kept.Clear();
        }

        var values = DatedValues.Read(book.Sql);
        var viability = Viability.Of(book, values, day);
        return Kept[book.Org.Id] = new(
            day,
            viability.Costs,
            [.. new AdviceRules(book, viability, values, day).InOrder()]
        );
    }
}
