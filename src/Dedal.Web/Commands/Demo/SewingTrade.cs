namespace Dedal.Web.Commands.Demo;

/// <summary>Sewing: alterations at once, small things for the shelf, garments to order.</summary>
internal static class SewingTrade
{
    public const string Cloth = "Tela";
    private const string Cotton = "Tela de algodón";
    private const string Thread = "Hilo";
    private const string Zip = "Cierre";
    private const string Button = "Botón";

    public static readonly Trade All = new(
        Goods(),
        [
            new(Cloth, "bag", "m", 15_00, 60, ("m", 1000)),
            new(Cotton, "bag", "m", 11_00, 50, ("m", 1000)),
            new(Thread, "thread", "piece", 6_00, 12, ("docena", 12_000)),
            new(Zip, "needle", "piece", 2_50, 24, ("docena", 12_000)),
            new(Button, "dots", "piece", 40, 72, ("docena", 12_000)),
        ],
        [
            "Casera Ejemplo Uno",
            "Casera Ejemplo Dos",
            "Restaurante Ejemplo",
            "Colegio Ejemplo",
            "Fraternidad Ejemplo",
            "Casera Muestra",
            "Casera Inventada",
            "Novia Ficticia",
            "Club Ejemplo",
            "Casera Ficticia",
            "Doña Ejemplo",
        ],
        "Telas Ejemplo",
        "Máquina recta",
        [
            (5, "5201", 650_00, 650_00, "bank", "Alquiler del mes"),
            (12, "5202", 80_00, 130_00, "cash", "Luz"),
            (21, "5204", 40_00, 90_00, "cash", "Aceite y correa de la máquina 3"),
        ],
        d =>
            Calendar.IsSchoolStart(d) ? 160
            : Calendar.IsBeforeCarnival(d) || Calendar.IsBeforeChutillos(d) ? 140
            : Calendar.IsBeforeChristmas(d) ? 125
            : d.Month is 4 or 5 or 6 ? 85
            : 100
    );

    private static Good[] Goods() =>
        [
            new("Arreglo de pantalón", "needle", 15_00, "4103", 3) { Minutes = 30, Takes = [(Thread, 30)] },
            new("Cierre cambiado", "needle", 12_00, "4103", 2) { Minutes = 22, Takes = [(Zip, 1000), (Thread, 20)] },
            new("Basta de falda", "needle", 10_00, "4103", 2) { Minutes = 20, Takes = [(Thread, 20)] },
            Shelf("Mandil de cocina", "apron", 35_00, 2, null, 10, 400, (Cotton, 8_000), (Thread, 500)),
            Shelf("Mantel de restaurante", "thread", 38_00, 2, null, 8, 280, (Cotton, 11_000), (Thread, 400)),
            Shelf("Bolsa de regalo", "bag", 9_00, 6, BeforeChristmas, 20, 260, (Cotton, 4_000), (Thread, 400)),
            Shelf("Ropita de Alasitas", "shirt", 8_00, 6, Alasitas, 24, 300, (Cotton, 2_400), (Thread, 500)),
            Order("Guardapolvo escolar", "shirt", 65_00, School(9), 90, (Cotton, 1_600), (Button, 5_000)) with
            {
                Measures = ["length", "bust", "sleeve"],
            },
            Order(
                "Buzo deportivo",
                "shirt",
                118_00,
                d => Calendar.IsSchoolStart(d) ? 3 : 2,
                150,
                (Cloth, 2_400),
                (Zip, 1000)
            ) with
            {
                Measures = ["length", "waist", "hip"],
            },
            Order("Cortina a medida", "thread", 140_00, null, 170, (Cotton, 4_500)) with
            {
                Measures = ["length"],
            },
            Order("Pollera", "thread", 185_00, Carnival, 230, (Cloth, 4_000), (Button, 2_000)) with
            {
                Measures = ["waist", "hip", "length"],
            },
            Order("Traje de bailarín", "thread", 260_00, Dancers, 320, (Cloth, 5_500), (Zip, 2_000)) with
            {
                Measures = ["bust", "waist", "hip", "length", "sleeve"],
            },
        ];

    private static int BeforeChristmas(DateOnly d) => Calendar.IsBeforeChristmas(d) ? 5 : 0;

    private static int Alasitas(DateOnly d) => Calendar.IsAlasitas(d) ? 12 : 0;

    private static int Carnival(DateOnly d) => Calendar.IsBeforeCarnival(d) ? 6 : 2;

    private static int Dancers(DateOnly d) => Calendar.IsBeforeChutillos(d) ? 5 : 0;

    private static Func<DateOnly, int> School(int many) => d => Calendar.IsSchoolStart(d) ? many : 1;

    private static Good Shelf(
        string name,
        string icon,
        int price,
        int most,
        Func<DateOnly, int>? when,
        int lot,
        int minutes,
        params (string, int)[] takes
    ) =>
        new(name, icon, price, "4101", most, when)
        {
            Making = Making.Shelf,
            Lot = lot,
            Minutes = minutes,
            Takes = takes,
        };

    private static Good Order(
        string name,
        string icon,
        int price,
        Func<DateOnly, int>? when,
        int minutes,
        params (string, int)[] takes
    ) =>
        new(name, icon, price, "4101", 1, when)
        {
            Making = Making.Order,
            Minutes = minutes,
            Takes = [.. takes, (Thread, minutes)],
        };
}
