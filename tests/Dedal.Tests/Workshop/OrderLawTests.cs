using CsCheck;
using Dedal.Domain;
using Dedal.Domain.Books;
using Dedal.Domain.Books.Kinds;
using Dedal.Domain.Workshop;
using Dedal.Domain.Workshop.Kinds;
using Dedal.Tests.Simulation;
using Dedal.Tests.Support;
using Dedal.Web.Books;

namespace Dedal.Tests.Workshop;

/// <summary>
/// One order, whatever is written of it and undone, in whatever order: nobody owes and has something on account, no
/// income is below zero, and what was made stands where the order stands.
/// </summary>
public class OrderLawTests
{
    private const long Price = 10_000;
    private static readonly Guid Order = Scribe.Id(5, 1);
    private static readonly Guid Customer = Scribe.Id(2, 1);
    private static readonly Guid Cloth = Scribe.Id(7, 1);
    private static readonly Guid Smock = Scribe.Id(7, 2);

    /// <summary>What is written.</summary>
    public enum Act
    {
        Pay,
        PayDebt,
        HandOver,
        Cancel,
        Work,
        Dispute,
        Undo,
    }

    /// <summary>One thing that is written: how much, how it is paid, and of which document.</summary>
    public sealed record Step(Act Act, long Amount, bool Qr, int Pick);

    private static readonly Gen<Step[]> Steps = Gen.Select(
            Gen.Frequency(
                (3, Gen.Const(Act.Pay)),
                (1, Gen.Const(Act.PayDebt)),
                (3, Gen.Const(Act.HandOver)),
                (3, Gen.Const(Act.Cancel)),
                (3, Gen.Const(Act.Work)),
                (2, Gen.Const(Act.Dispute)),
                (8, Gen.Const(Act.Undo))
            ),
            Gen.Int[0, 12],
            Gen.Bool,
            Gen.Int[0, 59]
        )
        .Select((act, tens, qr, pick) => new Step(act, tens * 1_000, qr, pick))
        .Array[1, 12];

    [Fact]
    public void Whatever_is_written_of_an_order_and_undone_its_money_and_its_work_stand_where_it_stands() =>
        Steps.Always(
            steps =>
            {
                var shop = new OneOrder();
                foreach (var step in steps)
                {
                    shop.Take(step);
                    shop.Check();
                }
            },
            iter: Histories.Times(2_000),
            threads: 1
        );

    private sealed class OneOrder
    {
        private readonly MemoryBook book = new(Charts.Named("workshop"));
        private readonly Scribe scribe;
        private readonly List<string> told = [];
        private readonly List<Document> sent = [];

        public OneOrder()
        {
            scribe = new(book);
            Send("party-added", new PartyAddedBody(Customer, "customer"));
            Send("item-kept", new ItemKeptBody(Cloth, "Tela", "dots", Sort: ItemSort.Material, Stocked: true, Cost: 9));
            Send("item-kept", new ItemKeptBody(Smock, "Guardapolvo", "dots", 7_500, Stocked: true, Cost: 6_000));
            Send("pay-rule-kept", new PayRuleKeptBody(PayMethod.Piece, PieceRates: [new(2_512, Smock, "sew")]));
            sent.Clear();
            told.Clear();
        }

        private OrderState? State => OrderState.Of(book.About(Subject.Order(Order)));

        public void Take(Step step)
        {
            IReadOnlyList<Payment> paid = step.Amount == 0 ? [] : [new(step.Qr ? Paying.Qr : Paying.Cash, step.Amount)];
            if (State is null)
            {
                var (due, pieces) = (new DateOnly(2026, 3, 20), 1 + (step.Pick % 3));
                var some = paid.Count > 0 ? paid : null;
                Send(
                    "order-taken",
                    new OrderTakenBody(Order, Customer, "x", pieces, Price, due, Item: Smock, Paid: some)
                );
                return;
            }

            switch (step.Act)
            {
                case Act.Pay when paid.Count > 0:
                    Send("order-paid", new OrderPaidBody(Order, paid));
                    break;
                case Act.PayDebt when step.Amount > 0:
                    Send("fiado-payment", new FiadoPaymentBody(Customer, step.Amount));
                    break;
                case Act.HandOver:
                    Send("order-handed-over", new OrderHandedOverBody(Order, paid));
                    break;
                case Act.Cancel:
                    var refund = step.Amount * (step.Pick % 2);
                    Send("order-cancelled", new OrderCancelledBody(Order, refund, Keep: step.Qr));
                    break;
                case Act.Work:
                    var name = OrderState.StepNames[step.Pick % 5];
                    Used[]? used = name == "cut" ? [new(Cloth, 1_000 + step.Amount)] : null;
                    Worked[]? work = name == "sew" ? [new(Scribe.Persons[0], 60, 1)] : null;
                    Send("order-worked", new OrderWorkedBody(Order, name, work, used));
                    break;
                case Act.Dispute when Standing(d => d.Body.Contains("\"qr\"", StringComparison.Ordinal)) is [_, ..] qr:
                    Send("qr-disputed", new QrDisputedBody(qr[step.Pick % qr.Count].Id, Customer));
                    break;
                case Act.Undo when Standing(d => d.Kind != "reversal") is [_, ..] all:
                    Send("reversal", new ReversalBody(all[step.Pick % all.Count].Id));
                    break;
                default:
                    break;
            }
        }

        public void Check()
        {
            if (State is not { } order)
            {
                return;
            }

            var subject = Subject.Order(Order);
            var (owes, hers) = (About(1201, Subject.Party(Customer)), About(2102, Subject.Party(Customer)));
            var (deposit, kept, sold, returned) = (About(2102, subject), Of(4202), Of(4101), Of(4109));
            var (making, ready) = (About(1302, subject), About(1303, subject));
            // What she pays as her debt is about no order, and so is undoing it.
            var debtWasPaid = sent.Exists(d => d.Kind == "fiado-payment");
            var (onShelf, cost, waste) = (About(1303, Subject.Item(Smock)), Of(5101), Of(5102));
            Law(owes >= 0 && hers <= 0 && deposit <= 0, "below nothing");
            Law(owes == 0 || (hers == 0 && (deposit == 0 || debtWasPaid)), "owes and has something on account");
            Law(kept <= 0 && sold <= 0 && returned >= 0 && sold + returned <= 0, "income below zero");
            Law(making + ready + onShelf + cost + waste == Worked(), "work is not what was put into it");
            var (balance, byName) = (order.Refunded - order.Paid, PaidByName());
            if (order.Open)
            {
                Law(deposit == -order.Paid && owes + hers == -byName, "open, and on account is not what was paid");
                Law(kept == 0 && sold == 0 && returned == 0, "open, and there is income");
                Law(making >= 0 && ready >= 0 && making + ready == Worked(), "open, and work is a cost already");
                return;
            }

            Law(making == 0 && ready == 0, "ended, and work goes on");
            if (order.HandedOverOn is null)
            {
                Law(debtWasPaid || owes == Math.Max(0, balance), "cancelled, and owes for nothing");
                Law(sold == 0 && returned == 0 && cost == 0, "cancelled, and sold");
            }
            else if (order.BroughtBack)
            {
                Law(sold == -Price, "brought back, and sold for another sum");
                Law(debtWasPaid || owes == Math.Max(0, balance), "brought back, and owes for nothing");
            }
            else
            {
                Law(sold == -Price && returned == 0, "sold, and returned");
                if (order.Cancels == 0)
                {
                    Law(owes + deposit + hers == Price - order.Paid - byName, "sold, and owes another sum");
                    Law(kept == 0 && waste == 0, "sold, and kept or waste");
                }
            }

            void Law(bool holds, string what) =>
                Assert.True(
                    holds,
                    $"{what}: owes {owes}, hers {hers}, deposit {deposit}, 4202 {kept}, 4101 {sold}, 4109 {returned},"
                        + $" 1302 {making}, 1303 {ready}, 5101 {cost}, 5102 {waste}, shelf {onShelf};"
                        + $" paid {order.Paid}, back {order.Refunded}\n{string.Join('\n', told)}"
                );
        }

        /// <summary>What holding work and materials came to when they were written down.</summary>
        private long Worked() =>
            Standing(d => d.Kind == "order-worked")
                .SelectMany(d => book.ById(d.Id)!.Decision.Lines)
                .Where(l => l.DebitSubject == Subject.Order(Order) && l.CreditSubject != l.DebitSubject)
                .Sum(l => l.Amount.Minor);

        private long PaidByName() =>
            Standing(d => d.Kind == "fiado-payment")
                .SelectMany(d => book.ById(d.Id)!.Decision.Lines)
                .Where(l => l.Debit == 1101)
                .Sum(l => l.Amount.Minor);

        private List<Document> Standing(Func<Document, bool> which) =>
            [.. sent.Where(which).Where(d => book.Find(d.Id) is { ReversedBy: null })];

        private long About(int account, string subject) => book.Balance(account, subject).Minor;

        private long Of(int account) => book.Balance(account).Minor;

        private void Send(string kind, object body)
        {
            var document = scribe.Make(kind, body);
            var answer = book.Receive(document, scribe.Today);
            told.Add($"{kind} {document.Id.ToString()[^4..]} {document.Body} {answer.Refusal?.Code}");
            if (answer.Answer == Answer.Accepted)
            {
                sent.Add(document);
            }
        }
    }
}
