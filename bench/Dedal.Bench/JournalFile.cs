using System.Globalization;

namespace Dedal.Bench;

/// <summary>Writes a plain-text journal as a programme of many years would have it; the same file every time.</summary>
internal static class JournalFile
{
    public static readonly DateOnly First = new(2017, 1, 1);

    private const int Days = 8 * 365;

    private const string Transport = "gastos:transporte";

    /// <summary>Tells hledger what the roots are.</summary>
    private const string Typed = """
        account activo    ; type: A
        account pasivo    ; type: L
        account ingresos  ; type: R
        account gastos    ; type: X


        """;

    private static readonly string[] Income =
    [
        "ingresos:ventas:pan",
        "ingresos:ventas:pasteles",
        "ingresos:ventas:costura",
        "ingresos:ventas:encargos",
        "ingresos:otros",
    ];

    private static readonly string[] Boxes = ["activo:caja", "activo:caja:feria", "activo:banco", "activo:qr"];

    private static readonly string[] Names =
    [
        "Feria del sábado",
        "Pensión Doña Rosa",
        "Hotel Colonial",
        "Mercado",
        "Vecina",
    ];

    /// <param name="transactions">How many; each has two postings, one in eight has three.</param>
    /// <param name="asBeancount">The same in beancount's syntax, where every account is opened first.</param>
    public static void Write(string path, int transactions, bool asBeancount = false)
    {
        var random = new Random(4090);
        using var file = new StreamWriter(path);
        file.Write(asBeancount ? Opened() : Typed);
        for (var i = 0; i < transactions; i++)
        {
            var day = First.AddDays((int)((long)i * Days / transactions));
            file.Write(day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
            var name = Names[random.Next(Names.Length)];
            if (asBeancount)
            {
                file.Write($" * \"{name}\"\n");
            }
            else
            {
                file.Write(i % 3 == 0 ? " * " : " ");
                file.Write(i % 10 == 0 ? $"({i}) " : "");
                file.Write(name);
                file.Write(i % 7 == 0 ? "  ; cliente: frecuente\n" : "\n");
            }

            foreach (var (account, amount) in Postings(random, i))
            {
                file.Write("    ");
                file.Write(asBeancount ? Capital(account) : account);
                if (amount is { } centavos)
                {
                    file.Write(string.Create(CultureInfo.InvariantCulture, $"  {centavos / 100m:0.00} BOB"));
                }

                file.Write('\n');
            }

            file.Write('\n');
        }
    }

    /// <summary>Amounts in centavos; null is left out.</summary>
    private static IEnumerable<(string Account, int? Amount)> Postings(Random random, int i)
    {
        var amount = 10 * random.Next(10, 5000);
        var box = Boxes[random.Next(Boxes.Length)];
        if (i % 8 == 0)
        {
            var part = amount / 3;
            yield return (Materials(random.Next(12)), part);
            yield return (Transport, amount - part);
            yield return (box, -amount);
        }
        else if (i % 4 == 0)
        {
            yield return (Supplier(random.Next(16)), amount);
            yield return (box, null);
        }
        else
        {
            yield return (box, amount);
            yield return (Income[random.Next(Income.Length)], -amount);
        }
    }

    private static string Materials(int n) => $"gastos:materiales:m{n:00}";

    private static string Supplier(int n) => $"pasivo:proveedores:p{n:00}";

    private static string Opened()
    {
        var all = Boxes
            .Concat(Income)
            .Append(Transport)
            .Concat(Enumerable.Range(0, 12).Select(Materials))
            .Concat(Enumerable.Range(0, 16).Select(Supplier));
        return """
                option "name_assets" "Activo"
                option "name_liabilities" "Pasivo"
                option "name_income" "Ingresos"
                option "name_expenses" "Gastos"

                """
            + string.Concat(all.Select(a => $"{First:yyyy-MM-dd} open {Capital(a)}\n"))
            + "\n";
    }

    private static string Capital(string account) =>
        string.Join(':', account.Split(':').Select(part => char.ToUpperInvariant(part[0]) + part[1..]));
}
