using System.Globalization;

namespace Dedal.Bench;

/// <summary>Writes a plain-text journal as a programme of many years would have it; the same file every time.</summary>
internal static class JournalFile
{
    public static readonly DateOnly First = new(2017, 1, 1);

    private const int Days = 8 * 365;

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
    public static void Write(string path, int transactions)
    {
        var random = new Random(4090);
        using var file = new StreamWriter(path);
        for (var i = 0; i < transactions; i++)
        {
            var day = First.AddDays((int)((long)i * Days / transactions));
            file.Write(day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
            file.Write(i % 3 == 0 ? " * " : " ");
            file.Write(i % 10 == 0 ? $"({i}) " : "");
            file.Write(Names[random.Next(Names.Length)]);
            file.Write(i % 7 == 0 ? "  ; cliente: frecuente\n" : "\n");
            Postings(file, random, i);
            file.Write('\n');
        }
    }

    private static void Postings(StreamWriter file, Random random, int i)
    {
        var amount = 10 * random.Next(10, 5000);
        var box = Boxes[random.Next(Boxes.Length)];
        if (i % 8 == 0)
        {
            var part = amount / 3;
            Posting(file, $"gastos:materiales:m{random.Next(12):00}", part);
            Posting(file, "gastos:transporte", amount - part);
            Posting(file, box, -amount);
        }
        else if (i % 4 == 0)
        {
            Posting(file, $"pasivo:proveedores:p{random.Next(16):00}", amount);
            file.Write($"    {box}\n");
        }
        else
        {
            Posting(file, box, amount);
            Posting(file, Income[random.Next(Income.Length)], -amount);
        }
    }

    private static void Posting(StreamWriter file, string account, int centavos) =>
        file.Write(string.Create(CultureInfo.InvariantCulture, $"    {account}  {centavos / 100m:0.00} BOB\n"));
}
