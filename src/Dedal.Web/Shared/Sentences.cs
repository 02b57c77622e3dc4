using Dedal.Domain;
using Dedal.Domain.Books;
using Dedal.Web.Books;

namespace Dedal.Web.Shared;

/// <summary>Turns a refusal into a sentence of the user's language: what is wrong and what to do.</summary>
public static class Sentences
{
    /// <summary>Whole numbers (long) of a refusal are amounts of the organisation's currency.</summary>
    public static string Of(Refusal refusal, Words words, Organisation? org)
    {
        var key = "refusal." + refusal.Code;
        var args = words.Has(key) ? refusal.Args.Select(Say) : [refusal.Code];
        var sentence = words[words.Has(key) ? key : "refusal.other", [.. args, "", "", "", ""]];
        return char.ToUpperInvariant(sentence[0]) + sentence[1..];

        object Say(object arg) =>
            arg switch
            {
                long minor when org is not null && !IsOfJournal(refusal) => SayAmount(minor, org),
                int month when refusal.Code.StartsWith("month-", StringComparison.Ordinal) && Period.IsMonth(month) =>
                    Days.Month(month, words),
                DateOnly day => Format.Day(day),
                string kind when words.Has("kind." + kind) => words["kind." + kind],
                _ => arg,
            };

        string SayAmount(long minor, Organisation at) =>
            refusal is { Code: "rows-do-not-balance", Args: [_, string currency, ..] } && currency != at.Currency
                ? $"{Format.Amount(Math.Abs(minor), at.Scale)} {currency}"
                : Format.Money(new(Math.Abs(minor)), at.Currency, at.Scale);
    }

    private static bool IsOfJournal(Refusal refusal) => refusal.Code.StartsWith("journal-", StringComparison.Ordinal);
}
