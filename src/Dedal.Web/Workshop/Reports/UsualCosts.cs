using System.Collections.Concurrent;
using Dedal.Web.Books.Reports;
using Dedal.Web.Parameters;

namespace Dedal.Web.Workshop.Reports;

/// <summary>
/// What products usually cost, for phones: worked out over a year of documents once a day and kept, because a phone
/// asks for its snapshot after every exchange. Pages work it out anew.
/// </summary>
internal static class UsualCosts
{
    /// <summary>Workshops kept at once; what is forgotten is worked out again.</summary>
    private const int Most = 2000;

    private static readonly ConcurrentDictionary<Guid, CostSheet> Kept = new();

    public static CostSheet Of(BookReading book, DateOnly day)
    {
        if (Kept.TryGetValue(book.Org.Id, out var sheet) && sheet.To == day)
        {
            return sheet;
        }

        if (Kept.Count >= Most)
        {
            Kept.Clear();
        }

        return Kept[book.Org.Id] = CostSheet.Of(book, DatedValues.Read(book.Sql), day);
    }
}
