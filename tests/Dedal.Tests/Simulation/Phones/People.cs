using System.Text.Json;
using Dedal.Domain.Books;
using Dedal.Domain.Books.Kinds;

namespace Dedal.Tests.Simulation.Phones;

/// <summary>
/// What people do on their phones: documents as the forms make them (Shared/phone), now and then nonsense.
/// </summary>
internal sealed class People(World world)
{
    private static readonly string[] Undoable =
    [
        "sale",
        "purchase",
        "expense",
        "fiado-payment",
        "cash-count",
        "transfer",
        "qr-seen",
        "qr-given-back",
    ];

    private readonly Dice dice = world.Dice;

    /// <summary>Saves something at a desk; several documents when somebody new is in it.</summary>
    public void Record(Desk desk)
    {
        var act = dice.Weighed<Action<Desk>>(
            (24, Sale),
            (8, SaleToSomebodyNew),
            (8, Payment),
            (10, Spending),
            (4, Moving),
            (8, Count),
            (7, Qr),
            (9, Undo),
            (3, Nonsense)
        );
        act(desk);
    }

    private void Sale(Desk desk)
    {
        var amount = Coins();
        var party = Party(desk, "customer");
        var how = party is null
            ? dice.Of(["cash", "qr", "bank"])
            : dice.Of(["cash", "cash", "qr", "bank", "credit", "part"]);
        Payment[] paid =
            how == "part" ? [new("cash", amount), new("credit", amount)]
            : how == "cash" && dice.Percent(20) ? [new("cash", amount)]
            : [new(how, amount)];
        var total = paid.Sum(p => p.Amount) + (paid is [{ How: "cash" }] ? dice.Between(-5, 4) : 0);
        Save(desk, "sale", new SaleBody(total, paid, Party: how is "credit" or "part" ? party : null));
    }

    /// <summary>As paying.js: the party's id is the document's, and both are saved together.</summary>
    private void SaleToSomebodyNew(Desk desk)
    {
        var party = world.NewId();
        var actor = Actor(desk);
        var added = Make(desk, "party-added", new PartyAddedBody(party, "customer"), actor) with { Name = "Doña Paz" };
        world.Save(desk, added, party);
        var amount = Coins();
        var sale = new SaleBody(amount, [new("credit", amount)], Party: party);
        world.Save(desk, Make(desk, "sale", sale, actor), world.NewId());
    }

    private void Payment(Desk desk)
    {
        if (dice.Percent(60))
        {
            if (Party(desk, "customer") is { } customer)
            {
                Save(desk, "fiado-payment", new FiadoPaymentBody(customer, Coins(), dice.Of(["cash", "qr", "bank"])));
            }
        }
        else if (Party(desk, "supplier") is { } supplier)
        {
            Save(desk, "supplier-payment", new SupplierPaymentBody(supplier, Coins(), dice.Of(["cash", "bank"])));
        }
    }

    private void Spending(Desk desk)
    {
        var amount = Coins();
        if (Party(desk, "supplier") is { } supplier && dice.Percent(30))
        {
            Save(desk, "purchase", new SpendingBody(amount, "5110", [new("credit", amount)], supplier));
        }
        else
        {
            var kind = dice.Of(["purchase", "expense"]);
            var account = kind == "purchase" ? "5110" : "5208";
            Save(desk, kind, new SpendingBody(amount, account, [new(dice.Of(["cash", "cash", "bank"]), amount)]));
        }
    }

    private void Moving(Desk desk)
    {
        var actor = Actor(desk);
        switch (dice.Below(4))
        {
            case 0:
                Save(desk, "transfer", new TransferBody("1101", dice.Of(["1102", "1103"]), Coins()));
                break;
            case 1:
                world.Save(
                    desk,
                    Make(desk, "house-withdrawal", new HouseWithdrawalBody(Coins(), Member: actor), actor)
                );
                break;
            case 2:
                Save(desk, "contribution", new ContributionBody(Coins(), dice.Of(["cash", "qr"])));
                break;
            default:
                Save(desk, "money-received", new MoneyReceivedBody("gift", Coins(), dice.Of(["cash", "bank"])));
                break;
        }
    }

    private void Count(Desk desk)
    {
        var shown = desk.Shown().GetValueOrDefault("box:1101");
        var counted = Math.Max(0, (shown + (dice.Percent(50) ? 0 : dice.Between(-60, 60) * 10)) / 10 * 10);
        var draft = Make(desk, "cash-count", new CashCountBody(counted));
        world.Save(desk, draft with { Fx = new Dictionary<string, long> { ["box:1101"] = counted - shown } });
    }

    /// <summary>What was seen and then undone goes back to the customer; two phones may both say so.</summary>
    private void GiveBack(Desk desk, List<Guid> back)
    {
        var (document, how) = (dice.Of(back), dice.Of(["cash", "cash", "bank"]));
        Save(desk, "qr-given-back", new QrGivenBackBody(document, how));
    }

    /// <summary>Somebody looks into the bank for a payment that may have been recorded on another phone.</summary>
    private void Qr(Desk desk)
    {
        var back = desk.Snapshot!.QrBack.Keys.Order().ToList();
        if (back.Count > 0 && dice.Percent(50))
        {
            GiveBack(desk, back);
            return;
        }

        var waiting = desk.Snapshot!.Qr.Keys.Order().ToList();
        if (waiting.Count == 0)
        {
            return;
        }

        var document = dice.Of(waiting);
        if (dice.Percent(70))
        {
            Save(desk, "qr-seen", new QrSeenBody(document));
        }
        else if (Party(desk, "customer") is { } customer)
        {
            Save(desk, "qr-disputed", new QrDisputedBody(document, customer));
        }
    }

    /// <summary>Anular: something that still waits here, or a row of the notebook.</summary>
    private void Undo(Desk desk)
    {
        var rows = desk.Unanswered()
            .Select(d => new Note(d.Id, d.Kind, false, d.Fx))
            .Concat(desk.Snapshot!.Rows)
            .Where(r => !r.Gone && Undoable.Contains(r.Kind, StringComparer.Ordinal))
            .ToList();
        if (rows.Count > 0)
        {
            var row = dice.Percent(60) ? rows[dice.Below(Math.Min(4, rows.Count))] : dice.Of(rows);
            var draft = Make(desk, "reversal", new ReversalBody(row.Id));
            world.Save(desk, draft with { Fx = row.Fx.ToDictionary(f => f.Key, f => -f.Value) });
        }
    }

    /// <summary>What no form makes, or an older or newer program might.</summary>
    private void Nonsense(Desk desk)
    {
        var amount = Coins();
        var sale = Make(desk, "sale", new SaleBody(amount, [new("cash", amount)]));
        var draft = dice.Below(7) switch
        {
            0 => sale with { Body = """{"total":0,"paid":[]}""" },
            1 => sale with { Body = "{\"total\":" },
            2 => sale with { Kind = "sale-of-the-moon" },
            3 => sale with { Schema = 2 },
            4 => sale with { Day = world.Today.AddDays(2) },
            5 => sale with { Day = world.Today.AddDays(-dice.Below(60)) },
            _ => Make(desk, "fiado-payment", new FiadoPaymentBody(world.NewId(), amount)),
        };
        world.Save(desk, draft);
    }

    private void Save(Desk desk, string kind, object body) => world.Save(desk, Make(desk, kind, body));

    private Draft Make(Desk desk, string kind, object body, Guid? actor = null)
    {
        var text = JsonSerializer.Serialize(body, body.GetType(), BodyJson.Default);
        using var json = JsonDocument.Parse(text);
        var effects = World.Kinds[kind].Effects;
        var (waits, back) = (desk.Snapshot!.Qr, desk.Snapshot.QrBack);
        var fx = Effects.Of(
            effects,
            json.RootElement,
            Code,
            id => waits.GetValueOrDefault(id) + back.GetValueOrDefault(id)
        );
        return new(kind, text, actor ?? Actor(desk), fx);
    }

    private static string Code(string role) => role == Role.Bank ? "1103" : "1101";

    private Guid Actor(Desk desk) => dice.Of(world.Server(desk.Org).Members).Person;

    /// <summary>Somebody of the snapshot, or added here and not answered yet.</summary>
    private Guid? Party(Desk desk, string role)
    {
        var known = desk.Snapshot!.Parties.Where(p => p.Role == role).Select(p => p.Id).ToList();
        if (role == "customer")
        {
            known.AddRange(desk.Unanswered().Where(d => d.Kind == "party-added").Select(d => d.Id));
        }

        return known.Count == 0 ? null : dice.Of(known);
    }

    private long Coins() => dice.Between(1, 500) * 10L;
}
