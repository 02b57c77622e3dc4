using System.Buffers;
using System.Globalization;
using Dedal.Domain.Books;
using Dedal.Web.Data;
using Dedal.Web.Keep;
using Dedal.Web.People;
using Dedal.Web.Shared;

namespace Dedal.Web.Books;

/// <summary>
/// The door for enrolled phones: a backlog of documents, one answer for each. The phone is proved; who says so is what
/// was chosen on it, and is judged by her roles on the day of the document, whoever's session sends it.
/// </summary>
public static partial class TakeFromPhone
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/o/{org:guid}/sync", (RequestDelegate)Take).AllowDevice().DisableRateLimiting();

    private static async Task Take(HttpContext context)
    {
        var asked = context.Request.Query["lang"].ToString();
        var caller = Caller.Of(context) with
        {
            Language = Words.Languages.Contains(asked) ? asked : Words.Languages[0],
        };
        var buffer = ArrayPool<byte>.Shared.Rent(64 * 1024);
        try
        {
            (buffer, var length) = await TakeDocuments.ReadAll(context, buffer);
            if (length > TakeDocuments.LongestSending)
            {
                await TakeDocuments.Refuse(
                    context,
                    StatusCodes.Status413PayloadTooLarge,
                    new("sending-too-long", null, TakeDocuments.LongestSending >> 20)
                );
                return;
            }

            var (envelopes, refusal) = Envelopes.Read(buffer.AsSpan(0, length), actor: null);
            if (refusal is not null)
            {
                await TakeDocuments.Refuse(context, StatusCodes.Status400BadRequest, refusal);
                return;
            }

            var sending = new Sending(
                caller.Proven!,
                long.TryParse(context.Request.Query["sent"], CultureInfo.InvariantCulture, out var sent) ? sent : null
            );
            var door = new Door(context.RequestServices.GetRequiredService<RecordDocument>(), caller.Org!.Id);
            var answers = await Record(context, door, (s, e) => sending.One(door.In(s), e), envelopes);
            await TakeDocuments.Answers(context, caller, envelopes, answers);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>
    /// All in one transaction; when one document breaks an assumption of the program, each in its own, so that one bad
    /// document does not keep a workshop's whole backlog out.
    /// </summary>
    private static async Task<Recording[]> Record(
        HttpContext context,
        Door door,
        Func<WriteScope, Envelope, Recording> one,
        List<Envelope> envelopes
    )
    {
        var writer = context.RequestServices.GetRequiredService<Writer>();
        try
        {
            return await writer.Do(scope =>
            {
                door.AskTogether(scope, envelopes);
                return envelopes.ConvertAll(e => one(scope, e)).ToArray();
            });
        }
        catch (Exception e) when (StorageFaults.Of(e) is null)
        {
            Broken(context.RequestServices.GetRequiredService<ILogger<Sending>>(), e.GetType().Name, envelopes.Count);
        }

        var answers = new Recording[envelopes.Count];
        for (var i = 0; i < answers.Length; i++)
        {
            var envelope = envelopes[i];
            try
            {
                answers[i] = await writer.Do(scope => one(scope, envelope));
            }
            catch (Exception e) when (StorageFaults.Of(e) is null)
            {
                answers[i] = new(Answer.Parked, Refusal: new("server-fault"));
            }
        }

        return answers;
    }

    [LoggerMessage(
        Level = LogLevel.Error,
        Message = "A sending of {Count} documents broke with {Fault}; one by one now."
    )]
    private static partial void Broken(ILogger log, string fault, int count);

    /// <summary>One organisation's journal, as a sending finds it in whichever transaction it runs.</summary>
    private sealed record Door(RecordDocument Into, Guid Org)
    {
        /// <summary>Most ids that are read to find out which of a backlog are there already.</summary>
        private const int Most = 4000;

        /// <summary>Ids of the sending that are not in the journal: nobody need ask for them one by one.</summary>
        private readonly HashSet<Guid> notThere = [];

        public ISendingPlace In(WriteScope scope) => new Place(this, scope);

        /// <summary>One question for a whole backlog; ids of version 7 saved together lie together.</summary>
        public void AskTogether(WriteScope scope, List<Envelope> envelopes)
        {
            notThere.Clear();
            var ids = envelopes.Where(e => e.Document is not null).Select(e => e.Document!.Id).ToList();
            if (ids.Count < 2)
            {
                return;
            }

            var there = scope.Sql.Query(
                $"select id from journal where org_id = $1 and id >= $2 and id <= $3 limit {Most}",
                r => r.GetGuid(0),
                Org,
                ids.Min(),
                ids.Max()
            );
            if (there.Count < Most)
            {
                notThere.UnionWith(ids);
                notThere.ExceptWith(there);
            }
        }

        public bool IsNew(Guid id) => notThere.Contains(id);

        /// <summary>The same id once more in one sending is there.</summary>
        public void Took(Guid id) => notThere.Remove(id);
    }

    private sealed class Place(Door door, WriteScope scope) : ISendingPlace
    {
        public long NowMs => scope.NowMs;

        public DateOnly DayOf(long unixMs) => scope.Book(door.Org).DayOf(unixMs);

        public (long Seq, Document Document)? AlreadyThere(Guid id) =>
            door.IsNew(id) ? null : scope.Book(door.Org).AlreadyThere(id);

        public IReadOnlyCollection<string> RolesOn(Guid person, DateOnly day) =>
            PeopleContract.RolesOn(scope.Sql, door.Org, person, day);

        public bool IsDevice(string device) => PeopleContract.IsDevice(scope.Sql, door.Org, device);

        public Recording Record(Document document, IReadOnlyCollection<string> roles)
        {
            door.Took(document.Id);
            return door.Into.Handle(scope, door.Org, document, roles);
        }

        public void Keep(Document document, string code) => RefusedDocuments.Keep(scope, door.Org, document, code);

        public bool Hold(Document document, string reason) => PeopleContract.Hold(scope, door.Org, document, reason);

        public void Name(Guid party, string name) => Parties.Name(scope.Sql, door.Org, party, name);

        public void KeepAside(Document document, string content) => Asides.Keep(scope.Sql, door.Org, document, content);

        public void NameIfNone(Guid party, string name) => Parties.NameIfNone(scope.Sql, door.Org, party, name);
    }
}
