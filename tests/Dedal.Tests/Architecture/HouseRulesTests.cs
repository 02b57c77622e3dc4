using Dedal.Domain;

namespace Dedal.Tests.Architecture;

public sealed class HouseRulesTests
{
    private const string Sale = "src/Dedal.Web/Workshop/RecordSale.cs";
    private const string Words = "src/Dedal.Web/Books/books.words.tsv";
    private const string Page = "src/Dedal.Web/Workshop/Pages/Sale.razor";
    private const string Sql = "src/Dedal.Web/Data/Schema/0002_books.sql";
    private const string Day = "src/Dedal.Domain/Books/Day.cs";

    /// <summary>Rule, the file planted, its text, and the finding that must come of it.</summary>
    public static readonly TheoryData<string, string, string, string> Offenders = new()
    {
        {
            "the domain stands alone",
            Day,
            "\nclass A { string B => File.ReadAllText(\"c\"); }",
            $"{Day}:2: take File."
        },
        { "the domain stands alone", Day, "using System.IO;", $"{Day}:1: take System.IO out" },
        { "the domain stands alone", Day, "using System.Net.Http;", $"{Day}:1: take System.Net.Http out" },
        { "the domain stands alone", Day, "class A { async void B() { } }", $"{Day}:1: take async out" },
        { "the domain stands alone", Day, "class A(TimeProvider clock);", $"{Day}:1: take TimeProvider out" },
        {
            "the domain stands alone",
            "src/Dedal.Domain/Dedal.Domain.csproj",
            "<AdditionalFiles Include=\"BannedSymbols.Domain.txt\" />\n<PackageReference Include=\"Dapper\" />",
            "src/Dedal.Domain/Dedal.Domain.csproj:2: remove <PackageReference"
        },
        {
            "the domain stands alone",
            "src/Dedal.Web/Dedal.Web.csproj",
            "<Project />",
            "src/Dedal.Web/Dedal.Web.csproj:1: refer to Dedal.Domain.csproj"
        },
        {
            "modules meet at contracts",
            Sale,
            "using Dedal.Web.Books;\nnamespace Dedal.Web.Workshop;\nclass A(EntryRow b);",
            $"{Sale}:3: EntryRow is inside Books: call it through BooksContract.cs"
        },
        {
            "modules meet at contracts",
            Sale,
            "namespace Dedal.Web.Workshop;\nclass A(Books.EntryRow b);",
            $"{Sale}:2: EntryRow is inside Books"
        },
        {
            "modules meet at contracts",
            Sale,
            "using Row = Dedal.Web.Books.EntryRow;\nnamespace Dedal.Web.Workshop;",
            $"{Sale}:1: use Dedal.Web.Books only"
        },
        {
            "modules meet at contracts",
            "src/Dedal.Web/Workshop/Pages/Sale.razor",
            "@using Dedal.Web.Books\n<h1>@(new EntryRow(1))</h1>",
            "src/Dedal.Web/Workshop/Pages/Sale.razor:2: EntryRow is inside Books"
        },
        {
            "modules meet at contracts",
            Sale,
            "namespace Dedal.Web.Workshop;\nclass A { string b = \"select 1\" + \" from entry\"; }",
            $"{Sale}:2: entry is Books's table"
        },
        {
            "modules meet at contracts",
            "src/Dedal.Web/Workshop/Reports/Sales.cs",
            "namespace Dedal.Web.Workshop.Reports;\nclass A { string b = \"delete from entry\"; }",
            "src/Dedal.Web/Workshop/Reports/Sales.cs:2: do not write in Reports/"
        },
        {
            "modules meet at contracts",
            Sale,
            "namespace Dedal.Web.Books;",
            $"{Sale}:1: declare namespace Dedal.Web.Workshop"
        },
        {
            "modules meet at contracts",
            "src/Dedal.Web/Sync/Receive.cs",
            "using Dedal.Web.Books;\nnamespace Dedal.Web.Sync;",
            "src/Dedal.Web/Sync/Receive.cs:1: do not name Books"
        },
        {
            "modules are complete",
            "src/Dedal.Web/Credit/Loan.cs",
            "namespace Dedal.Web.Credit;",
            "src/Dedal.Web/Credit/CreditModule.cs:1: write it"
        },
        {
            "modules are complete",
            "src/Dedal.Web/Credit/Loan.cs",
            "namespace Dedal.Web.Credit;",
            "src/Dedal.Web/Credit/Credit.md:1: write it"
        },
        {
            "modules are complete",
            "src/Dedal.Web/Credit/Loan.cs",
            "namespace Dedal.Web.Credit;",
            "src/Dedal.Web/App.cs:1: add new CreditModule()"
        },
        {
            "modules are complete",
            "src/Dedal.Web/Books/Books.md",
            string.Join('\n', Enumerable.Range(1, 41)),
            "src/Dedal.Web/Books/Books.md:41: shorten it from 41 to 40 lines"
        },
        {
            "keys begin with org_id",
            Sql,
            "create table a (org_id $uuid,\n id int primary key);",
            $"{Sql}:2: begin the primary key (id) of a"
        },
        {
            "keys begin with org_id",
            Sql,
            "create table a (org_id $uuid,\n id int,\n primary key (id, org_id));",
            $"{Sql}:3: begin the primary key (id, org_id)"
        },
        { "keys begin with org_id", Sql, "\ncreate table a (b int);", $"{Sql}:2: give a a primary key" },
        {
            "keys begin with org_id",
            Sql,
            "create table a (org_id int primary key, b int unique);",
            $"{Sql}:1: begin the unique (b) of a"
        },
        {
            "keys begin with org_id",
            Sql,
            "create table a (org_id int primary key, b int references entry (seq));",
            $"{Sql}:1: begin the foreign key (b) of a"
        },
        {
            "keys begin with org_id",
            Sql,
            "create table a (org_id int, b int, primary key (org_id),\n foreign key (b) references entry (seq));",
            $"{Sql}:2: begin the foreign key (b) of a"
        },
        {
            "keys begin with org_id",
            Sql,
            "create unique index x on entry (actor);",
            $"{Sql}:1: begin the unique index (actor) of entry"
        },
        {
            "keys begin with org_id",
            Sql,
            "alter table entry add column x int unique;",
            $"{Sql}:1: begin the unique (x) of entry"
        },
        {
            "words in three languages",
            Sale,
            "namespace Dedal.Web.Workshop;\nclass A(Words words) { string B => words[\"sale.sold\"]; }",
            $"{Sale}:2: add sale.sold to the module's words file"
        },
        {
            "words in three languages",
            Sale,
            "namespace Dedal.Web.Workshop;\nclass A { string key = \"books.soldd\"; }",
            $"{Sale}:2: add books.soldd to"
        },
        {
            "words in three languages",
            Words,
            "key\tes\tfr\ten\nbooks.sold\tVendí {0}\tVendu {0}\t\nbooks.day.1\ta\tb\tc\nrefusal.too-much\ta\tb\tc",
            $"{Words}:2: give books.sold in es, fr and en"
        },
        {
            "words in three languages",
            Words,
            "key\tes\tfr\ten\nbooks.sold\tVendí {0}\tVendu {1}\tSold\nbooks.day.1\ta\tb\tc\nrefusal.too-much\ta\tb\tc",
            $"{Words}:2: use the same places in every language of books.sold"
        },
        {
            "words in three languages",
            "src/Dedal.Web/Workshop/workshop.words.tsv",
            "key\tes\tfr\ten\nbooks.sold\ta\tb\tc\nworkshop.old\ta\tb\tc",
            "src/Dedal.Web/Workshop/workshop.words.tsv:3: remove workshop.old: nothing uses it"
        },
        {
            "words in three languages",
            "src/Dedal.Web/Workshop/workshop.words.tsv",
            "key\tes\tfr\ten\nbooks.sold\ta\tb\tc",
            "src/Dedal.Web/Workshop/workshop.words.tsv:2: say books.sold once"
        },
        {
            "words in three languages",
            Page,
            "<p>\n@if (a)\n{\n  <b>Vendido</b>\n}</p>",
            $"{Page}:4: take \"Vendido\" from the words"
        },
        {
            "words in three languages",
            Page,
            "<p>@W[\"books.sold\", 1] bolivianos</p>",
            $"{Page}:1: take \"bolivianos\" from the words"
        },
        {
            "words in three languages",
            Page,
            "\n<Field Label=\"Monto\" Value=\"@a\" />",
            $"{Page}:2: take \"Monto\" from the words"
        },
        { "banned APIs", Sale, "\nclass A { object b = DateTime.Now; }", $"{Sale}:2: take DateTime.Now out" },
        {
            "banned APIs",
            Sale,
            "class A { object b = DateTimeOffset.UtcNow; }",
            $"{Sale}:1: take DateTimeOffset.UtcNow out"
        },
        { "banned APIs", Sale, "class A { object b = Guid.NewGuid(); }", $"{Sale}:1: take Guid.NewGuid out" },
        { "banned APIs", Sale, "class A { object b = GetAsync(1).Result; }", $"{Sale}:1: take Async(1).Result out" },
        { "banned APIs", Sale, "#pragma warning disable RS0030", $"{Sale}:1: take RS0030 out" },
        {
            "banned APIs",
            ".editorconfig",
            "dotnet_diagnostic.RS0030.severity = none",
            ".editorconfig:1: take RS0030 out"
        },
        {
            "banned APIs",
            "BannedSymbols.txt",
            "P:System.DateTime.Now;",
            "BannedSymbols.txt:1: put back P:System.DateTime.UtcNow"
        },
        { "banned APIs", "bin/test", "dotnet build", "bin/test:1: put back dotnet build Dedal.slnx" },
        { "banned APIs", "src/Directory.Build.props", "", "src/Directory.Build.props:1: remove it" },
        { "banned APIs", "Directory.Build.props", "", "Directory.Build.props:1: put back <AdditionalFiles" },
        { "files fit a sitting", Sale, new string('\n', 400) + "// end", $"{Sale}:401: split the file: 401 lines" },
        { "files fit a sitting", Sale, "\n// " + new string('x', 118), $"{Sale}:2: break the line: 121 columns" },
        {
            "files fit a sitting",
            Sale,
            Class("    int B(int c,\n        int d)\n    {", 68, "    }"),
            $"{Sale}:3: split the function: 72 lines"
        },
        {
            "files fit a sitting",
            Sale,
            Class("    int B(int c) =>", 70, "            ;"),
            $"{Sale}:3: split the function: 72 lines"
        },
        {
            "files fit a sitting",
            "src/a.razor",
            "<p>it's</p>\n@code {\n    void B()\n    {\n" + Body(70) + "    }\n}",
            "src/a.razor:3: split the function: 73 lines"
        },
        {
            "files fit a sitting",
            "src/a.js",
            "\nexport async function b(c) {\n" + Body(70) + "}\n",
            "src/a.js:2: split the function: 72 lines"
        },
        {
            "files fit a sitting",
            "src/a.js",
            "class B {\n  c(d) {\n" + Body(70) + "  }\n}\n",
            "src/a.js:2: split the function: 72 lines"
        },
    };

    public static readonly TheoryData<string> Names = [.. HouseRules.All.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void The_repository_keeps_the_rule(string rule)
    {
        var tree = SourceTree.Repository();
        if (rule == "keys begin with org_id" && !Schema.Tables(tree).Any())
            Assert.Skip("There is no schema yet.");
        var findings = HouseRules.All[rule](tree).ToList();
        Assert.True(findings.Count == 0, $"{findings.Count} places to mend:\n{string.Join('\n', findings)}");
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_clean_house_has_no_finding(string rule) => Assert.Empty(HouseRules.All[rule](CleanHouse.Tree));

    [Theory]
    [MemberData(nameof(Offenders))]
    public void A_planted_offender_is_found(string rule, string file, string text, string finding)
    {
        var found = HouseRules.All[rule](CleanHouse.Tree.With(file, text)).Select(f => f.ToString());
        Assert.Contains(found, f => f.StartsWith(finding, StringComparison.Ordinal));
    }

    [Fact]
    public void Every_rule_has_a_planted_offender() =>
        Assert.Empty(HouseRules.All.Keys.Except(Offenders.Select(o => o.Data.Item1), StringComparer.Ordinal));

    [Fact]
    public void The_compiled_domain_uses_no_forbidden_type() =>
        Assert.Empty(DomainStandsAlone.ForbiddenTypes(typeof(Money).Assembly.Location));

    [Fact]
    public void Forbidden_types_are_found_in_an_assembly_that_uses_them()
    {
        var found = DomainStandsAlone.ForbiddenTypes(typeof(HouseRulesTests).Assembly.Location);
        Assert.Contains("System.IO.File", found, StringComparer.Ordinal);
        Assert.Contains("System.IO.DirectoryInfo", found, StringComparer.Ordinal);
    }

    /// <summary>The longest function that is still allowed is not reported.</summary>
    [Fact]
    public void Seventy_lines_are_a_screen()
    {
        var tree = CleanHouse.Tree.With(Sale, Class("    int B()\n    {", 67, "    }"));
        Assert.Empty(FilesFitASitting.Check(tree));
    }

    private static string Class(string head, int lines, string end) => $"class A\n{{\n{head}\n{Body(lines)}{end}\n}}\n";

    private static string Body(int lines) => string.Concat(Enumerable.Repeat("        b();\n", lines));
}
