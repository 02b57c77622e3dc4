namespace Dedal.Tests.Architecture;

/// <summary>A small made-up repository that keeps every rule; offenders are planted into it.</summary>
internal static class CleanHouse
{
    public static readonly SourceTree Tree = new(
        new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["Directory.Build.props"] = """
            <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
            <PackageReference Include="Microsoft.CodeAnalysis.BannedApiAnalyzers" PrivateAssets="all" />
            <AdditionalFiles Include="$(MSBuildThisFileDirectory)BannedSymbols.txt" />
            """,
            ["bin/test"] = "dotnet build Dedal.slnx --no-restore -p:Analyze=true",
            ["BannedSymbols.txt"] = """
            P:System.DateTime.Now;
            P:System.DateTime.UtcNow;
            P:System.DateTime.Today;
            P:System.DateTimeOffset.Now;
            P:System.DateTimeOffset.UtcNow;
            M:System.Guid.NewGuid;
            P:System.Threading.Tasks.Task`1.Result;
            """,
            ["src/Dedal.Domain/BannedSymbols.Domain.txt"] = """
            N:System.IO;
            N:System.Net.Http;
            T:System.Threading.Tasks.Task;
            """,
            ["src/Dedal.Domain/Dedal.Domain.csproj"] = """
            <AdditionalFiles Include="BannedSymbols.Domain.txt" />
            """,
            ["src/Dedal.Domain/Books/Day.cs"] = """
            namespace Dedal.Domain.Books;
            // No File.Exists here, and "Console." below is only a word.
            public record Day(string Text = "Console.");
            """,
            ["src/Dedal.Web/Dedal.Web.csproj"] = """
            <ProjectReference Include="../Dedal.Domain/Dedal.Domain.csproj" />
            """,
            ["src/Dedal.Web/App.cs"] = "Module[] all = [new BooksModule(), new WorkshopModule(), new SyncModule()];",
            ["src/Dedal.Web/Books/books.words.tsv"] =
                "key\tes\tfr\ten\nbooks.sold\tVendí {0}\tVendu {0}\tSold {0}\nbooks.day.1\tLunes\tLundi\tMonday\n"
                + "refusal.too-much\tMucho\tTrop\tToo much\n",
            ["src/Dedal.Web/Books/Pages/Sold.razor"] = """
            @* Not said: nothing. *@
            @if (Kept is { Length: > 0 })
            {
                var one = Kept[0];
                <p title="@W["books.sold", one]">&ensp;@W["books.sold", Kept.First(k => k > 1)]: @one.Name!</p>
            }
            else if (Kept is null)
            {
                <Field Name="day" Label="@W[$"books.day.{day}"]" Value="@(Kept is null ? "a" : "b")" />
            }

            @code { string Kept = "Not said either"; Refusal no = new Refusal("too-much"); }
            """,
            ["src/Dedal.Web/Shared/Edge.cs"] =
                "namespace Dedal.Web.Shared; class Edge { object now = DateTime.UtcNow; }",
            ["src/Dedal.Web/Data/Schema/0001_books.sql"] = """
            -- A comment with a bracket (, and create table nothing (x int primary key).
            create table entry (
              org_id $uuid not null references org (org_id),
              seq $long not null,
              amount $long not null check (amount > 0),
              actor $uuid references person (person_id),
              primary key (org_id, seq),
              unique (org_id, actor)
            ) $strict;
            create table org (org_id $uuid not null primary key, name text unique);
            create unique index entry_actor on entry (org_id, actor) where actor is not null;
            """,
            ["src/Dedal.Web/Books/Books.md"] = "# Books\n",
            ["src/Dedal.Web/Books/BooksModule.cs"] = "namespace Dedal.Web.Books; public sealed class BooksModule;",
            ["src/Dedal.Web/Books/BooksContract.cs"] = """
            namespace Dedal.Web.Books;
            public interface IBooks { Posted Post(); }
            public record Posted(long Seq);
            """,
            ["src/Dedal.Web/Books/EntryRow.cs"] = "namespace Dedal.Web.Books; internal record EntryRow(long Seq);",
            ["src/Dedal.Web/Workshop/Workshop.md"] = "# Workshop\n",
            ["src/Dedal.Web/Workshop/WorkshopModule.cs"] =
                "namespace Dedal.Web.Workshop; public sealed class WorkshopModule;",
            ["src/Dedal.Web/Workshop/RecordSale.cs"] = """
            using Dedal.Web.Books;
            namespace Dedal.Web.Workshop;
            // An EntryRow is not for us.
            class RecordSale(IBooks books) { Posted Do() => books.Post(); string Sql => "select 1 from sale"; }
            """,
            ["src/Dedal.Web/Workshop/Reports/Sales.cs"] = """
            using Dedal.Web.Books;
            namespace Dedal.Web.Workshop.Reports;
            class Sales { EntryRow? row; string sql = "select seq from entry"; }
            """,
            ["src/Dedal.Web/Sync/Sync.md"] = "# Sync\n",
            ["src/Dedal.Web/Sync/SyncModule.cs"] = "namespace Dedal.Web.Sync; public sealed class SyncModule;",
        }
    );
}
