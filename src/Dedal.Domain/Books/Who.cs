namespace Dedal.Domain.Books;

/// <summary>Roles a membership can give, and the sets that rules and endpoints name.</summary>
public static class Who
{
    public const string Member = "member";
    public const string Treasurer = "treasurer";
    public const string Teacher = "teacher";
    public const string Coordinator = "coordinator";
    public const string Mentor = "mentor";

    /// <summary>
    /// Reads the books of a workshop because she coordinates or mentors the association above it; follows from that
    /// membership (People/Memberships.cs) and is never given by itself.
    /// </summary>
    public const string Overseer = "overseer";
    public const string Funder = "funder";
    public const string Lender = "lender";
    public const string DataOfficer = "data-officer";

    /// <summary>Every role, in the order the permissions table lists them.</summary>
    public static readonly IReadOnlyList<string> All =
    [
        Member,
        Treasurer,
        Teacher,
        Coordinator,
        Mentor,
        Overseer,
        Funder,
        Lender,
        DataOfficer,
    ];

    /// <summary>Record what happens in a workshop.</summary>
    public static readonly IReadOnlyList<string> Recorders = [Treasurer, Coordinator];

    /// <summary>Read a book.</summary>
    public static readonly IReadOnlyList<string> Readers = [Treasurer, Coordinator, Mentor, Overseer];

    /// <summary>Ask the workshop about a figure or a document.</summary>
    public static readonly IReadOnlyList<string> Askers = [Coordinator, Mentor, Overseer];

    /// <summary>See how a workshop stands beside others, in a few figures.</summary>
    public static readonly IReadOnlyList<string> Watchers = [Treasurer, Coordinator, Mentor, Overseer, Funder];

    /// <summary>Write what no kind covers, close and reopen months.</summary>
    public static readonly IReadOnlyList<string> Accountants = [Coordinator, Mentor];

    /// <summary>Look after an organisation's settings and people.</summary>
    public static readonly IReadOnlyList<string> Coordinators = [Coordinator];
}
