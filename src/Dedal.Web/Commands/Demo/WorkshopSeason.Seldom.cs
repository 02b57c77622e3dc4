using Dedal.Domain.Books;
using Dedal.Domain.Workshop;
using Dedal.Domain.Workshop.Kinds;

namespace Dedal.Web.Commands.Demo;

/// <summary>What happens once a year: a loan is agreed, a machine moves or breaks, the surplus is shared.</summary>
internal abstract partial class WorkshopSeason
{
    /// <summary>Days after the first on which a machine is taken elsewhere, and on which one breaks.</summary>
    private const int MovesOn = 110;

    private const int BreaksOn = 190;

    /// <summary>When the women meet about what the closed year left.</summary>
    private DateOnly? voteOn;

    private bool moved;
    private bool broke;

    /// <summary>The first workshop, which has a little of everything.</summary>
    private bool IsLiveliest => character is { Helped: true, Tidy: > 8 };

    /// <summary>The tidier ones wrote down what they agreed with the lender.</summary>
    private bool KnowsTerms => character.Tidy > 8;

    /// <summary>Twelve per cent a year on what is still owed, in 16 months.</summary>
    private void AgreeLoan()
    {
        if (KnowsTerms)
        {
            var first = new DateOnly(First.Year, First.Month, PaysLoanOn);
            Say("loan-agreed", new LoanAgreedBody(lender, Lent, 12_00, 16, first), At(7, 48));
        }
    }

    private void Seldom()
    {
        var day = Today.DayNumber - First.DayNumber;
        if (IsLiveliest && !moved && day >= MovesOn)
        {
            moved = true;
            Say("equipment-moved", new EquipmentMovedBody(assets[1], "puesto del mercado"), At(9, 20));
        }

        if (IsLiveliest && !broke && day >= BreaksOn)
        {
            broke = true;
            Say("equipment-retired", new EquipmentRetiredBody(assets[2], "broken"), At(17, 40));
        }

        if (Today == voteOn)
        {
            Say("surplus-shared", Vote, At(17, 15));
        }
    }

    /// <summary>
    /// A tenth of the surplus stays, a twentieth is for training; of the rest, as much as can be paid now: the same for
    /// each. Every third leaves her part with the workshop.
    /// </summary>
    private SurplusSharedBody? Vote(Web.Books.Book book)
    {
        var surplus = -book.Balance(book.Needed(Role.Surplus).Number).Minor;
        var (reserve, education) = (surplus / 10 / 10_00 * 10_00, surplus / 20 / 10_00 * 10_00);
        var total = Math.Min(surplus - reserve - education, Bank(book) / 2) / 100_00 * 100_00;
        if (total <= 0)
        {
            return null;
        }

        var parts = SurplusShared.Share(total, [.. crew.Women.Select(_ => 0)], byHours: false, coin: 10);
        return new(
            [
                .. crew.Women.Select(
                    (w, i) => new SurplusPart(w, parts[i], 0, i % 3 == 1 ? SurplusWay.Saved : SurplusWay.Paid)
                ),
            ],
            [.. crew.Women.Take(5)],
            Reserve: reserve,
            Education: education,
            How: Paying.Bank,
            Note: "Reunión de socias"
        );
    }
}
