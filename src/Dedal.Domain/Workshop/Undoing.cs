using System.Text.Json;
using Dedal.Domain.Books;
using Dedal.Domain.Workshop.Kinds;

namespace Dedal.Domain.Workshop;

/// <summary>
/// What undoing a document means for an order or a run that goes on, or has ended. A document on which others stand is
/// undone after them; what is undone after the end leaves nothing on work in progress or on the delivery account.
/// </summary>
internal static class Undoing
{
    /// <summary>Why a document cannot be undone before others; null when it can.</summary>
    public static Refusal? Barred(IBookState state, Recorded original)
    {
        // A machine that left took its wear along.
        if (
            original.Kind == "wear-booked"
            && Read(original, BodyJson.Default.WearBookedBody)
                .Lines.Any(l => Asset.Of(state.About(Subject.Asset(l.Asset)))?.RetiredOn is not null)
        )
        {
            return new Refusal("undo-later-first", "document");
        }

        // A QR payment that did not arrive is owed by somebody: undone alone, its sale would look paid.
        if (
            original.Lines.Any(l => l.DebitSubject == Subject.Qr(original.Id))
            && state.About(Subject.Qr(original.Id)).Any(f => f.Kind == "qr-disputed")
        )
        {
            return new Refusal("undo-later-first", "document");
        }

        if (
            IsWrittenOff(state, original)
            || EndedOtherwiseLater(state, original)
            || (original.Kind == "order-worked" && TookThePiecesOfAnother(state, original))
        )
        {
            return new Refusal("undo-later-first", "document");
        }

        var (subject, last) = original.Kind switch
        {
            "order-taken" => (Subject.Order(Read(original, BodyJson.Default.OrderTakenBody).Order), false),
            "equipment-got" => (Subject.Asset(Read(original, BodyJson.Default.EquipmentGotBody).Asset), false),
            "run-loaded" => (Subject.Run(Read(original, BodyJson.Default.RunLoadedBody).Run), false),
            "order-handed-over" => (Subject.Order(Read(original, BodyJson.Default.OrderHandedOverBody).Order), true),
            "order-cancelled" => (Subject.Order(Read(original, BodyJson.Default.OrderCancelledBody).Order), true),
            "run-closed" => (Subject.Run(Read(original, BodyJson.Default.RunClosedBody).Run), true),
            "qr-given-back" => (Subject.Qr(Read(original, BodyJson.Default.QrGivenBackBody).Document), true),
            _ => ("", false),
        };
        if (subject.Length == 0)
        {
            return null;
        }

        var others = state.About(subject).Where(f => f.Id != original.Id).ToList();
        var stands = last
            ? others.Exists(f => f.Kind == original.Kind && f.Seq > original.Seq)
            : others.Count > 0 && !others.Exists(f => f.Kind == original.Kind);
        return stands ? new Refusal("undo-later-first", "document") : null;
    }

    /// <summary>
    /// What she came to owe before a loss: undone before it, she would have on account what she never paid. Which of
    /// her debts was lost nobody says, so the loss is undone first.
    /// </summary>
    private static bool IsWrittenOff(IBookState state, Recorded original) =>
        state.ByRole(Role.Receivable) is { Number: var receivable }
        && original.Lines.Any(l =>
            l.Debit == receivable
            && Subject.Follow(state, l.DebitSubject) is { } now
            && state
                .About(now)
                .Concat(state.About(l.DebitSubject!))
                .Any(f => f.Kind == "bad-debt" && f.Seq > original.Seq)
        );

    /// <summary>
    /// A return stands on its hand-over; and where a QR payment that did not arrive was booked, on the end it found.
    /// </summary>
    private static bool EndedOtherwiseLater(IBookState state, Recorded original)
    {
        var (order, later) = original.Kind switch
        {
            "order-handed-over" => (Read(original, BodyJson.Default.OrderHandedOverBody).Order, "order-cancelled"),
            "order-cancelled" => (Read(original, BodyJson.Default.OrderCancelledBody).Order, "qr-disputed"),
            _ => default,
        };
        return later is not null && state.About(Subject.Order(order)).Any(f => f.Kind == later && f.Seq > original.Seq);
    }

    /// <summary>Pieces are paid once: who wrote the same step later got none for them, and would stay so.</summary>
    private static bool TookThePiecesOfAnother(IBookState state, Recorded original)
    {
        var worked = Read(original, BodyJson.Default.OrderWorkedBody);
        var facts = state.About(Subject.Order(worked.Order));
        if (
            !facts.Any(f => f.Seq > original.Seq && f.Kind == original.Kind && StepOf(f) == worked.Step)
            || OrderState.Of(facts) is not { } order
        )
        {
            return false;
        }

        var same = order.Steps.Where(s => s.Step == worked.Step && !s.Guarantee).ToList();
        return same.Sum(s => s.Pieces) > order.Taken.Pieces || same.Exists(s => s.Pieces == 0);

        static string StepOf(Fact fact) => fact.Read(BodyJson.Default.OrderWorkedBody).Step;
    }

    /// <summary>Lines and moves beside the mirror, for what goes on, or has ended, without the document.</summary>
    public static void Settle(IBookState state, Recorded original, Gathered gathered)
    {
        OrderUndone.Settle(state, original, gathered);
        var runs = original
            .Lines.SelectMany(l => new[] { l.DebitSubject, l.CreditSubject })
            .OfType<string>()
            .Where(s => s.StartsWith("run:", StringComparison.Ordinal))
            .Distinct(StringComparer.Ordinal);
        foreach (var run in runs)
        {
            SettleRun(state, original, run, gathered);
        }

        if (original.Kind == "stop-closed")
        {
            SettleRiderCash(state, original, gathered);
        }
        else if (original.Kind == "run-closed")
        {
            SettleClose(state, original, gathered);
        }

        SettleAdvances(state, gathered);
        SettleSavings(state, gathered);
    }

    /// <summary>What a pay run took back for an advance that was none is owed to her.</summary>
    private static void SettleAdvances(IBookState state, Gathered gathered)
    {
        foreach (var (member, advances, left) in Members(state, gathered, Role.Advances, debited: false))
        {
            if (left.IsNegative)
            {
                gathered.Add(advances, state.Needed(Role.Pay).Number, -left, member, member);
            }
        }
    }

    /// <summary>What she took out of savings that were none is an advance: her next pay takes it back.</summary>
    private static void SettleSavings(IBookState state, Gathered gathered)
    {
        foreach (var (member, savings, above) in Members(state, gathered, Role.Savings, debited: true))
        {
            if (above > Money.Zero)
            {
                gathered.Add(state.Needed(Role.Advances).Number, savings, above, member, member);
            }
        }
    }

    /// <summary>Members whose balance on an account the lines so far credit (or debit), and what it is then.</summary>
    private static List<(string Member, int Account, Money Balance)> Members(
        IBookState state,
        Gathered gathered,
        string role,
        bool debited
    ) =>
        state.ByRole(role) is not { Number: var account }
            ? []
            :
            [
                .. gathered
                    .Lines.Where(l => (debited ? l.Debit : l.Credit) == account)
                    .Select(l => debited ? l.DebitSubject : l.CreditSubject)
                    .OfType<string>()
                    .Distinct(StringComparer.Ordinal)
                    .Select(m => (m, account, gathered.Balance(state, account, m))),
            ];

    private static void SettleRun(IBookState state, Recorded original, string subject, Gathered gathered)
    {
        var run = subject.LastIndexOf(':') is var colon && colon > "run:".Length ? subject[..colon] : subject;
        if (RunState.Of([.. state.About(run).Where(f => f.Id != original.Id)]) is not { Open: false })
        {
            return;
        }

        var delivery = state.Needed(Role.Delivery).Number;
        var left = gathered.Now(state, delivery, subject);
        gathered.Add(state.Needed(Role.Waste).Number, delivery, left.Value, null, subject);
        if (left.Quantity != 0)
        {
            gathered.Moves.Add(new(delivery, subject, -left.Quantity));
        }
    }

    /// <summary>
    /// The close of a run emptied the rider's box, so the cash of a stop that was not cannot be taken out of it again:
    /// it was among what she lacked then, and what is more than that she handed in too much.
    /// </summary>
    private static void SettleRiderCash(IBookState state, Recorded original, Gathered gathered)
    {
        var stop = Read(original, BodyJson.Default.StopClosedBody);
        var facts = state.About(Subject.Run(stop.Run));
        var close = facts.FirstOrDefault(f => f.Kind == "run-closed");
        // The cash of a stop that came after the close was never in what she handed in: it is in her box.
        if (
            close is null
            || close.Seq < original.Seq
            || RunState.Of([.. facts.Where(f => f.Seq < close.Seq)]) is not { } run
        )
        {
            return;
        }

        var (box, closed) = (state.Needed(Role.RiderBox), close.Read(BodyJson.Default.RunClosedBody));
        var cash = RunState.CashIn(stop, box.Code);
        var lacked = Math.Clamp(run.RiderCash(box.Code) - closed.HandedIn, 0, cash);
        var (role, about) = Lacking(closed, run);
        gathered.Add(box.Number, state.Needed(role).Number, new(lacked), null, about);
        gathered.Add(box.Number, state.Needed(Role.CashOver).Number, new(cash - lacked));
    }

    /// <summary>
    /// The mirror of a close puts back all the cash that was in the rider's box. That of stops undone since is not hers
    /// to have: what was settled for them then is taken back, so that the box has what the stops that hold brought.
    /// </summary>
    private static void SettleClose(IBookState state, Recorded original, Gathered gathered)
    {
        var closed = Read(original, BodyJson.Default.RunClosedBody);
        if (RunState.Of([.. state.About(Subject.Run(closed.Run)).Where(f => f.Seq < original.Seq)]) is not { } run)
        {
            return;
        }

        var box = state.Needed(Role.RiderBox);
        var had = original
            .Lines.Where(l => l.Debit == box.Number || l.Credit == box.Number)
            .Sum(l => l.Credit == box.Number ? l.Amount.Minor : -l.Amount.Minor);
        // A second close took nothing out of the box: nothing is more than what holds.
        var undone = Math.Max(0, had - run.RiderCash(box.Code));
        var lacked = Math.Clamp(had - closed.HandedIn, 0, undone);
        var (role, about) = Lacking(closed, run);
        gathered.Add(state.Needed(role).Number, box.Number, new(lacked), about);
        gathered.Add(state.Needed(Role.CashOver).Number, box.Number, new(undone - lacked));
    }

    /// <summary>Against what a close booked the cash that was missing.</summary>
    private static (string Role, string? About) Lacking(RunClosedBody closed, RunState run) =>
        closed.RiderOwes && run.Loaded.Rider is { } rider
            ? (Role.Advances, Subject.Member(rider))
            : (Role.CashShort, null);

    private static T Read<T>(Recorded original, System.Text.Json.Serialization.Metadata.JsonTypeInfo<T> type)
        where T : class => JsonSerializer.Deserialize(original.Body, type)!;
}
