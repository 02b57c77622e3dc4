namespace Dedal.Web.Commands.Demo;

/// <summary>Baking: bread and pastry by the batch, for the counter and for standing orders.</summary>
internal static class BakingTrade
{
    public const string Flour = "Harina";
    public const string Round = "Pan redondo";
    public const string Rolls = "Marraqueta";
    public const string Cheese = "Cuñapé";
    public const string Pasty = "Empanada de queso";
    private const string Seconds = "Pan de segunda";
    private const string Starch = "Almidón de yuca";
    private const string Fat = "Manteca";
    private const string Sugar = "Azúcar";
    private const string Yeast = "Levadura";
    private const string Curd = "Queso";
    private const string Eggs = "Huevo";
    private const string Meat = "Carne";

    public static readonly Trade All = new(
        Goods(),
        [
            new(Flour, "bag", "kg", 6_50, 130, ("quintal", 46_000), ("arroba", 11_500)),
            new(Starch, "bag", "kg", 11_00, 8, ("arroba", 11_500)),
            new(Fat, "box", "kg", 14_00, 12, ("kg", 1000)),
            new(Sugar, "bag", "kg", 7_00, 20, ("arroba", 11_500), ("quintal", 46_000)),
            new(Yeast, "dots", "kg", 38_00, 3, ("kg", 1000)),
            new(Curd, "box", "kg", 32_00, 12, ("kg", 1000)),
            new(Eggs, "dots", "piece", 80, 120, ("docena", 12_000)),
            new(Meat, "box", "kg", 40_00, 10, ("kg", 1000), ("libra", 460)),
        ],
        [
            "Restaurante Ejemplo",
            "Hotel Ejemplo",
            "Tienda Ejemplo",
            "Comedor Ejemplo",
            "Casera Ejemplo Tres",
            "Cafetería Muestra",
        ],
        "Molino Ejemplo",
        "Horno a gas",
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

    private static Good[] Goods() =>
        [
            Baked(Round, "bread", 50, 30, 70, 45, 3_000, (Fat, 150), (Sugar, 100), (Yeast, 45)) with
            {
                Grams = 60,
                Second = Seconds,
                Norm = "Ordenanza municipal inventada para la demostración",
            },
            Baked(Rolls, "bread", 80, 20, 55, 40, 3_000, (Sugar, 60), (Yeast, 45)) with
            {
                Grams = 75,
                Second = Seconds,
            },
            new(Seconds, "bread", 30, "4102", 12) { Making = Making.Shelf },
            Baked(Cheese, "bread", 2_00, 10, 40, 40, 0, (Starch, 1_000), (Curd, 1_000), (Eggs, 5_000)),
            Baked(Pasty, "bread", 4_00, 6, 25, 45, 1_500, (Curd, 1_000), (Fat, 300), (Eggs, 3_000)),
            Baked("Salteña", "bread", 6_00, 6, 24, 75, 1_500, (Meat, 1_300), (Fat, 300), (Eggs, 5_000), (Sugar, 150)),
            Baked("Api con pastel", "cup", 9_00, 3, 10, 35, 1_000, (Sugar, 600), (Curd, 300)) with
            {
                When = d => d.Month is >= 5 and <= 8 ? 3 : 1,
            },
            Baked("Torta entera", "cake", 90_00, 1, 1, 70, 1_000, (Sugar, 800), (Eggs, 12_000), (Fat, 500)) with
            {
                When = _ => 1,
            },
            Baked("T’anta wawa", "bread", 15_00, 4, 10, 80, 2_200, (Sugar, 400), (Eggs, 8_000), (Fat, 300)) with
            {
                When = d => Calendar.IsTodosSantos(d) ? 14 : 0,
                Grams = 300,
            },
            Baked("Panetón", "cake", 45_00, 2, 6, 90, 2_400, (Sugar, 600), (Eggs, 12_000), (Fat, 600)) with
            {
                When = d => Calendar.IsBeforeChristmas(d) ? 9 : 0,
                Grams = 540,
            },
            Baked("Pancito de Alasitas", "bread", 1_00, 12, 60, 50, 1_200, (Sugar, 150), (Yeast, 20)) with
            {
                When = d => Calendar.IsAlasitas(d) ? 8 : 0,
                Grams = 28,
            },
        ];

    private static Good Baked(
        string name,
        string icon,
        int price,
        int most,
        int lot,
        int minutes,
        int flour,
        params (string, int)[] rest
    ) =>
        new(name, icon, price, "4102", most)
        {
            Making = Making.Shelf,
            Lot = lot,
            Minutes = minutes,
            Takes = flour == 0 ? rest : [(Flour, flour), .. rest],
        };
}
