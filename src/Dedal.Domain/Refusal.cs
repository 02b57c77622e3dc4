namespace Dedal.Domain;

/// <summary>
/// An expected "no": what is wrong, in which field, with the values the sentence needs. It is turned into a sentence
/// of the user's language once, at the edge (word key <c>refusal.{Code}</c>). Broken assumptions throw instead.
/// </summary>
/// <param name="Code">Stable code in kebab case, for example <c>amount-not-positive</c>.</param>
/// <param name="Field">The field it is about (name in the payload), or null when it is about the whole
/// document.</param>
/// <param name="Args">Values for the sentence's places {0}, {1}…; plain values only (text, numbers, days).</param>
public sealed record Refusal(string Code, string? Field = null, params object[] Args)
{
    public override string ToString() =>
        Field is null ? $"{Code} {string.Join(' ', Args)}" : $"{Code} ({Field}) {string.Join(' ', Args)}";
}
