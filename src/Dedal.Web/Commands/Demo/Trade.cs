namespace Dedal.Web.Commands.Demo;

/// <summary>Something that is sold.</summary>
/// <param name="Price">Minor units for one.</param>
/// <param name="Most">Most that one sale has of it.</param>
/// <param name="When">How much likelier it is sold on a day; none: always as likely.</param>
internal sealed record Good(
    string Name,
    string Icon,
    int Price,
    string Income,
    int Most = 1,
    Func<DateOnly, int>? When = null
);

/// <summary>What a workshop makes and what it needs for it; prices plausible for Potosí, all invented.</summary>
/// <param name="Materials">Words of what is bought most.</param>
/// <param name="Material">Share of the sales that goes into it, per cent.</param>
/// <param name="Busy">Per cent of the usual sales on a day.</param>
internal sealed record Trade(
    IReadOnlyList<Good> Goods,
    IReadOnlyList<string> Customers,
    string Shop,
    string Materials,
    int Material,
    IReadOnlyList<(int Day, string Account, int Least, int Most, string How, string Note)> Bills,
    Func<DateOnly, int> Busy
)
{
    public static readonly Trade Sewing = new(
        [
            new("Arreglo de pantalón", "needle", 15_00, "4103", 3),
            new("Cierre cambiado", "needle", 12_00, "4103", 2),
            new("Basta de falda", "needle", 10_00, "4103", 2),
            new("Mandil de cocina", "apron", 35_00, "4101", 2),
            new("Guardapolvo escolar", "shirt", 65_00, "4101", 2, d => Calendar.IsSchoolStart(d) ? 9 : 1),
            new("Buzo deportivo", "shirt", 118_00, "4101", 1, d => Calendar.IsSchoolStart(d) ? 3 : 1),
            new("Cortina a medida", "thread", 140_00, "4101"),
            new("Pollera", "thread", 185_00, "4101", 1, d => Calendar.IsBeforeCarnival(d) ? 3 : 1),
            new("Traje de bailarín", "thread", 260_00, "4101", 1, d => Calendar.IsBeforeChutillos(d) ? 4 : 0),
            new("Ropita de Alasitas", "shirt", 8_00, "4101", 6, d => Calendar.IsAlasitas(d) ? 12 : 0),
            new("Mantel de restaurante", "thread", 38_00, "4101", 2),
            new("Bolsa de regalo", "bag", 9_00, "4101", 6, d => Calendar.IsBeforeChristmas(d) ? 5 : 0),
        ],
        ["Casera Ejemplo Uno", "Casera Ejemplo Dos", "Restaurante Ejemplo", "Colegio Ejemplo", "Fraternidad Ejemplo"],
        "Telas Ejemplo",
        "Tela, hilo, cierres",
        36,
        [
            (5, "5201", 450_00, 450_00, "bank", "Alquiler del mes"),
            (12, "5202", 60_00, 95_00, "cash", "Luz"),
            (21, "5204", 40_00, 90_00, "cash", "Aceite y correa de la máquina 3"),
        ],
        d =>
            Calendar.IsSchoolStart(d) ? 160
            : Calendar.IsBeforeCarnival(d) || Calendar.IsBeforeChutillos(d) ? 140
            : Calendar.IsBeforeChristmas(d) ? 125
            : d.Month is 4 or 5 or 6 ? 85
            : 100
    );

    public static readonly Trade Baking = new(
        [
            new("Pan redondo", "bread", 60, "4102", 40),
            new("Marraqueta", "bread", 70, "4102", 30),
            new("Cuñapé", "bread", 2_00, "4102", 10),
            new("Empanada de queso", "bread", 4_00, "4102", 8),
            new("Salteña", "bread", 6_00, "4102", 8),
            new("Api con pastel", "cup", 9_00, "4102", 3, d => d.Month is >= 5 and <= 8 ? 3 : 1),
            new("Torta entera", "cake", 90_00, "4102"),
            new("T’anta wawa", "bread", 15_00, "4102", 4, d => Calendar.IsTodosSantos(d) ? 14 : 0),
            new("Panetón", "cake", 45_00, "4102", 2, d => Calendar.IsBeforeChristmas(d) ? 9 : 0),
            new("Pancito de Alasitas", "bread", 1_00, "4102", 12, d => Calendar.IsAlasitas(d) ? 8 : 0),
        ],
        ["Restaurante Ejemplo", "Hotel Ejemplo", "Tienda Ejemplo", "Comedor Ejemplo", "Casera Ejemplo Tres"],
        "Molino Ejemplo",
        "Harina, queso, huevos, levadura",
        52,
        [
            (3, "5201", 380_00, 380_00, "bank", "Alquiler del horno"),
            (7, "5202", 45_00, 45_00, "cash", "Dos garrafas de gas"),
            (12, "5202", 50_00, 80_00, "cash", "Luz y agua"),
            (18, "5202", 45_00, 45_00, "cash", "Dos garrafas de gas"),
            (24, "5211", 25_00, 60_00, "cash", "Bolsas y papel"),
        ],
        d =>
            Calendar.IsTodosSantos(d) ? 210
            : Calendar.IsBeforeChristmas(d) ? 150
            : d.DayOfWeek == DayOfWeek.Saturday ? 120
            : d.Month is 1 or 2 ? 90
            : 100
    );
}

/// <summary>How a workshop is: no two are alike.</summary>
/// <param name="Sales">Sales of a usual day.</param>
/// <param name="Dearer">Material beyond the trade's usual share, per cent of the sales.</param>
/// <param name="Tidy">Of ten days, on how many the cash is counted.</param>
/// <param name="Silent">Days before today since which nothing was recorded.</param>
/// <param name="Helped">Someone who accompanies comes on Wednesdays.</param>
internal sealed record Character(int Sales, int Dearer, int Tidy, int Silent, bool Helped);
