namespace Dedal.Tests.Simulation.Phones;

/// <summary>
/// Faults that can be planted into the simulated phone or server, to see that the simulation finds them. Some were real
/// ones before.
/// </summary>
public enum Bug
{
    None,

    /// <summary>A phone that got no answer takes its documents for sent.</summary>
    AnswerLostForgets,

    /// <summary>The screen counts every waiting document, also those that the snapshot has.</summary>
    IncludedIgnored,

    /// <summary>A document gets a new id each time it is sent.</summary>
    NewIdOnResend,

    /// <summary>The count of documents starts again when the outbox is empty.</summary>
    NumberStartsAgain,

    /// <summary>The phone dates by its own clock.</summary>
    OffsetNotApplied,

    /// <summary>The server writes half of a sending and answers for all of it.</summary>
    BatchPartlyApplied,

    /// <summary>A phone of two organisations sends what waits to whichever it talks to.</summary>
    OrganisationMixedUp,

    /// <summary>What the server took is forgotten before a snapshot counts it in (found here, in outbox.js).</summary>
    TakenForgotten,

    /// <summary>An older snapshot that arrives late replaces a newer one (found here, in outbox.js).</summary>
    OlderSnapshotWins,

    /// <summary>A copy brought from another phone counts before a snapshot has it (found here, in mend.js).</summary>
    CopiesCount,

    /// <summary>The server counts a document again that was sent again.</summary>
    ReplayWrittenAgain,
}
