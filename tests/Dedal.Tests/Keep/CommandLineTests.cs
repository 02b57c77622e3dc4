using Dedal.Tests.Support;
using Dedal.Web.Books;
using Dedal.Web.Commands.Demo;
using Dedal.Web.Data;

namespace Dedal.Tests.Keep;

public sealed class CommandLineTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("dedal-cli-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task A_wrong_command_line_ends_with_2_and_says_what_is_wrong()
    {
        var (code, _, errors) = await BuiltProgram.Run("verifi");
        Assert.Equal(2, code);
        Assert.Contains("verifi", errors, StringComparison.Ordinal);
        Assert.Equal(2, (await BuiltProgram.Run("verify", "--head", "zz")).Code);
        Assert.Equal(2, (await BuiltProgram.Run("serve", "--language", "de")).Code);
    }

    [Fact]
    public async Task Help_ends_with_0_and_never_shows_the_connection_string_of_the_environment()
    {
        const string Postgres = "Host=127.0.0.1;Port=1;Username=secret-name;Database=none";

        // Without --help it is used: the program has it in its environment.
        var (used, _, why) = await BuiltProgram.RunWith(Postgres, ["verify"]);
        Assert.Equal(1, used);
        Assert.Contains("127.0.0.1:1", why, StringComparison.Ordinal);

        var (code, output, errors) = await BuiltProgram.RunWith(Postgres, ["verify", "--help"]);
        Assert.Equal(0, code);
        Assert.Contains("--postgres", output, StringComparison.Ordinal);
        Assert.DoesNotContain("secret-name", output + errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_verb_without_its_data_ends_with_1_one_sentence_and_no_stack_trace()
    {
        var (code, output, errors) = await BuiltProgram.Run("verify", "--data", Path.Combine(folder, "none"));
        Assert.Equal(1, code);
        Assert.Empty(output.Trim());
        Assert.StartsWith("dedal: There is no database in ", errors, StringComparison.Ordinal);
        Assert.Single(errors.Trim().Split('\n'));
        Assert.False(Directory.Exists(Path.Combine(folder, "none")));
    }

    [Fact]
    public async Task A_fault_is_one_sentence_and_verbose_shows_where()
    {
        await File.WriteAllTextAsync(Path.Combine(folder, "dedal.db"), "this is no database, whatever its name says");
        var (code, _, errors) = await BuiltProgram.Run("verify", "--data", folder);
        Assert.Equal(1, code);
        Assert.DoesNotContain("   at ", errors, StringComparison.Ordinal);
        Assert.Contains(
            "   at ",
            (await BuiltProgram.Run("verify", "--verbose", "--data", folder)).Errors,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task While_a_server_holds_the_data_verbs_that_write_are_refused_and_those_that_read_work()
    {
        await MadeYear.CopyTo(folder);
        await using (var server = await BuiltProgram.Serve("demo", "--data", folder))
        {
            var (code, _, errors) = await BuiltProgram.Run("rebuild", "--data", folder);
            Assert.Equal(1, code);
            Assert.Contains("stop it first", errors, StringComparison.Ordinal);
            Assert.Equal(0, (await BuiltProgram.Run("verify", "--data", folder)).Code);
            Assert.Equal(0, await server.Stop());
        }

        var (free, output, _) = await BuiltProgram.Run("rebuild", "--check", "--data", folder);
        Assert.Equal(0, free);
        Assert.Contains("Everything follows from the journals.", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_servers_may_share_a_PostgreSQL_database_and_rebuild_waits_for_neither()
    {
        await using var test = TestDatabase.Create(EngineKind.Postgres);
        string[] where = ["--postgres", test.ConnectionString!, "--data", folder];
        await using (var one = await BuiltProgram.Serve(["serve", .. where]))
        await using (var two = await BuiltProgram.Serve(["serve", .. where]))
        {
            var (code, _, errors) = await BuiltProgram.Run(["rebuild", .. where]);
            Assert.Equal(1, code);
            Assert.Contains("stop it first", errors, StringComparison.Ordinal);
        }

        Assert.Equal(0, (await BuiltProgram.Run(["rebuild", .. where])).Code);
    }

    [Fact]
    public async Task A_demonstration_whose_making_was_interrupted_is_not_served()
    {
        await using (var database = Database.Sqlite(Path.Combine(folder, "dedal.db")))
        {
            new Migrator(database).Run();
            Assert.False(DemoBooks.AreHalfIn(database));
            await using var writer = new Writer(database, TimeProvider.System);
            var (id, name) = (TestBook.Id(), DemoBooks.Association);
            var org = new Organisation(id, "association", name, "EUR", 2, "association", "Europe/Paris", Demo: true);
            await writer.Do(s => Organisations.Create(s, org));
        }

        var (code, _, errors) = await BuiltProgram.Run("demo", "--data", folder);
        Assert.Equal(1, code);
        Assert.Contains("was interrupted. Delete the folder", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_demonstration_is_made_once_is_sound_and_keeps_out_of_real_books()
    {
        await using (await BuiltProgram.Serve("demo", "--data", folder)) { }
        var (_, first, _) = await BuiltProgram.Run("verify", "--data", folder);
        await using (var again = await BuiltProgram.Serve("demo", "--data", folder))
        {
            Assert.Contains(again.Url.ToString().TrimEnd('/'), again.Output, StringComparison.Ordinal);
        }

        Assert.Equal(first, (await BuiltProgram.Run("verify", "--data", folder)).Output);
        Assert.Contains("sound", first, StringComparison.Ordinal);

        using (var database = Database.Sqlite(Path.Combine(folder, "dedal.db")).OpenAsOwner())
        using (var command = database.CreateCommand())
        {
            command.CommandText = "update org set demo = 0";
            command.ExecuteNonQuery();
        }

        var (code, _, errors) = await BuiltProgram.Run("demo", "--data", folder);
        Assert.Equal(1, code);
        Assert.Contains("real books", errors, StringComparison.Ordinal);
    }
}
