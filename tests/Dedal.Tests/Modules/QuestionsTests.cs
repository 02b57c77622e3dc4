using System.Net.Http.Json;
using System.Text.Json;
using Dedal.Domain.Books;
using Dedal.Tests.Support;
using Dedal.Web.Books;
using Dedal.Web.Data;
using Dedal.Web.Questions;

namespace Dedal.Tests.Modules;

public class QuestionsTests
{
    private static readonly byte[] Webm = [0x1A, 0x45, 0xDF, 0xA3, .. new byte[500]];

    [Theory, ClassData(typeof(Engines))]
    public async Task A_mentor_asks_the_workshop_sees_it_on_Hoy_one_tap_answers_and_the_mentor_reads_it(
        EngineKind engine
    )
    {
        await using var app = await TestApp.Start(engine);
        var org = await app.Workshop("Taller");
        using var mentor = await app.SignedIn(org.Id, Who.Mentor);
        using var treasurer = await app.SignedIn(org.Id, Who.Treasurer);
        await Ask(mentor, org, ("text", "¿Este gasto es del taller?"), ("answers", "yes-no"));

        Assert.Contains("¿Este gasto es del taller?", await Text(treasurer, org, "hoy"), StringComparison.Ordinal);
        var question = Assert.Single(Open(app, org));
        Assert.Equal(["Sí", "No", "No sé"], question.Choices);
        Assert.Equal(303, await Answer(treasurer, org, question.Id, ("id", Id()), ("choice", "No")));
        Assert.Empty(Open(app, org));
        Assert.DoesNotContain("¿Este gasto", await Text(treasurer, org, "hoy"), StringComparison.Ordinal);
        Assert.Contains("<b>No</b>", await Text(mentor, org, "questions"), StringComparison.Ordinal);

        // Asked and answered again: the first answer stays.
        Assert.Equal(303, await Answer(treasurer, org, question.Id, ("id", Id()), ("text", "Era de mi casa.")));
        var page = await Text(mentor, org, "questions");
        Assert.Contains("<b>No</b>", page, StringComparison.Ordinal);
        Assert.Contains("Era de mi casa.", page, StringComparison.Ordinal);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_phone_answers_as_JSON_sends_it_twice_and_the_voice_is_heard_as_it_was_sent(EngineKind engine)
    {
        await using var app = await TestApp.Start(engine);
        var org = await app.Workshop("Taller");
        using var mentor = await app.SignedIn(org.Id, Who.Mentor);
        using var treasurer = await app.SignedIn(org.Id, Who.Treasurer);
        await Ask(mentor, org, ("text", "¿Qué pasó?"), ("answers", "free"));
        var question = Assert.Single(Open(app, org)).Id;
        var answer = Id();
        var (first, again) = (
            await Json(treasurer, org, question, new { id = answer, voice = Webm }),
            await Json(treasurer, org, question, new { id = answer, voice = Webm })
        );
        Assert.Equal((200, "accepted"), (first.Status, first.Body.GetProperty("answer").GetString()));
        Assert.Equal((200, "already-there"), (again.Status, again.Body.GetProperty("answer").GetString()));
        var other = await Json(treasurer, org, question, new { id = answer, text = "otra" });
        Assert.Equal((422, "id-with-another-body"), (other.Status, Code(other.Body)));

        var address = new Uri($"/o/{org.Id}/questions/{question}/voice/{answer}", UriKind.Relative);
        using var heard = await mentor.GetAsync(address);
        Assert.Equal("audio/webm", heard.Content.Headers.ContentType!.MediaType);
        Assert.Equal(Webm, await heard.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
        Assert.Contains(address.ToString(), await Text(mentor, org, "questions"), StringComparison.Ordinal);

        var elsewhere = await app.Workshop("Otro");
        using var stranger = await app.SignedIn(elsewhere.Id, Who.Coordinator);
        using var hidden = await stranger.GetAsync(
            new Uri($"/o/{elsewhere.Id}/questions/{question}/voice/{answer}", UriKind.Relative)
        );
        Assert.Equal(404, (int)hidden.StatusCode);
        var theirs = await Json(stranger, elsewhere, question, new { id = Id(), text = "x" });
        Assert.Equal((422, "question-unknown"), (theirs.Status, Code(theirs.Body)));
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task What_is_no_question_or_no_answer_is_refused_with_a_sentence_and_nothing_is_kept(EngineKind engine)
    {
        await using var app = await TestApp.Start(engine);
        var org = await app.Workshop("Taller");
        using var mentor = await app.SignedIn(org.Id, Who.Mentor);
        using var treasurer = await app.SignedIn(org.Id, Who.Treasurer);
        (string, string)[][] bad =
        [
            [("text", "")],
            [("text", new string('x', 201))],
            [("text", "a\u0007b")],
            [("text", "¿?"), ("about", "https://elsewhere.example/")],
            [("text", "¿?"), ("about", "doc/../../otra")],
            [("text", "¿?"), ("answers", "own"), ("choice1", "Sí")],
            [("text", "¿?"), ("answers", "own"), ("choice1", "Sí"), ("choice2", "sí")],
            [("text", "¿?"), ("answers", "own"), ("choice1", "Sí"), ("choice2", new string('n', 41))],
            [("text", "¿?"), ("id", "no id")],
        ];
        foreach (var fields in bad)
        {
            var status = await Post(mentor, org, "ask", [("about", "doc/1"), ("id", Id()), .. fields]);
            Assert.True(status == 422, $"{status} for {string.Join(' ', fields)}");
        }

        Assert.Empty(Open(app, org));
        await Ask(mentor, org, ("text", "¿Cuánto?"), ("answers", "own"), ("choice1", "Poco"), ("choice2", "Mucho"));
        var question = Assert.Single(Open(app, org)).Id;
        (object Body, string Code)[] answers =
        [
            (new { id = Id() }, "answer-missing"),
            (
                new
                {
                    id = Id(),
                    choice = "Poco",
                    text = "poco",
                },
                "answer-missing"
            ),
            (new { id = Id(), choice = "Sí" }, "answer-not-a-choice"),
            (new { choice = "Poco" }, "id-missing"),
            (new { id = Id(), text = new string('x', 201) }, "text-too-long"),
            (new { id = Id(), voice = "MZ this is a program"u8.ToArray() }, "voice-unknown"),
            (new { id = Id(), voice = (byte[])[.. Webm, .. new byte[AnswerQuestion.LongestVoice]] }, "voice-too-long"),
            (new { id = Id(), voice = new byte[400_000] }, "voice-too-long"),
            (new { id = Id(), voice = "!!" }, "body-not-readable"),
            (new[] { 1 }, "body-not-readable"),
        ];
        foreach (var (body, code) in answers)
        {
            var answer = await Json(treasurer, org, question, body);
            Assert.Equal((422, code), (answer.Status, Code(answer.Body)));
            var sentence = answer.Body.GetProperty("refusal").GetProperty("sentence").GetString()!;
            Assert.DoesNotContain(code, sentence, StringComparison.Ordinal);
        }

        Assert.Equal(422, await Answer(treasurer, org, question));
        Assert.Equal(question, Assert.Single(Open(app, org)).Id);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_question_is_erased_with_its_answers_for_good_and_rows_are_never_changed_otherwise(
        EngineKind engine
    )
    {
        await using var app = await TestApp.Start(engine);
        var org = await app.Workshop("Taller");
        using var coordinator = await app.SignedIn(org.Id, Who.Coordinator);
        await Ask(coordinator, org, ("text", "¿Por qué faltó Julia?"), ("answers", "yes-no"));
        var question = Assert.Single(Open(app, org)).Id;
        await Json(coordinator, org, question, new { id = Id(), text = "Julia está enferma" });
        string[] forbidden =
        [
            "update question set text = 'otra'",
            "update answer set text = 'otra'",
            "update answer set erased_at = 1",
            "delete from answer",
            "delete from question",
        ];
        foreach (var sql in forbidden)
        {
            await Assert.ThrowsAnyAsync<Exception>(() => app.Writer.Do(s => s.Sql.Execute(sql)));
        }

        Assert.Equal(303, await Post(coordinator, org, $"questions/{question}/erase"));
        Assert.Equal(303, await Post(coordinator, org, $"questions/{question}/erase"));
        var page = await Text(coordinator, org, "questions");
        Assert.DoesNotContain("Julia", page, StringComparison.Ordinal);
        Assert.Contains("(borrado)", page, StringComparison.Ordinal);
        Assert.Empty(Open(app, org));
        var answer = await Json(coordinator, org, question, new { id = Id(), text = "x" });
        Assert.Equal("question-unknown", Code(answer.Body));
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task The_voice_of_who_is_erased_is_heard_no_more(EngineKind engine)
    {
        await using var app = await TestApp.Start(engine);
        var org = await app.Workshop("Taller");
        using var coordinator = await app.SignedIn(org.Id, Who.Coordinator);
        var julia = await app.Person(org.Id, Who.Treasurer);
        using var hers = await app.SignedIn(julia);
        await Ask(coordinator, org, ("text", "¿Qué pasó?"), ("answers", "free"));
        var question = Assert.Single(Open(app, org)).Id;
        var (spoken, ours) = (Id(), Id());
        await Json(hers, org, question, new { id = spoken, voice = Webm });
        await Json(hers, org, question, new { id = Id(), text = "Nada" });
        await Json(coordinator, org, question, new { id = ours, voice = Webm });
        Assert.Equal(303, await Post(coordinator, org, $"people/{julia}/erase"));

        async Task<int> Heard(string answer) =>
            (int)
                (
                    await coordinator.GetAsync(
                        new Uri($"/o/{org.Id}/questions/{question}/voice/{answer}", UriKind.Relative)
                    )
                ).StatusCode;
        Assert.Equal((404, 200), (await Heard(spoken), await Heard(ours)));
        var page = await Text(coordinator, org, "questions");
        Assert.Contains("(borrado)", page, StringComparison.Ordinal);
        Assert.Contains("Nada", page, StringComparison.Ordinal);
    }

    [Fact]
    public void A_voice_is_told_by_its_first_bytes()
    {
        Assert.Equal("audio/webm", Voices.TypeOf(Webm));
        Assert.Equal("audio/ogg", Voices.TypeOf([.. "OggS"u8, .. new byte[8]]));
        Assert.Equal("audio/mp4", Voices.TypeOf([0, 0, 0, 28, .. "ftypM4A "u8]));
        Assert.Null(Voices.TypeOf("OggS"u8));
        Assert.Null(Voices.TypeOf("<html><script>alert(1)</script>"u8));
        Assert.Null(Voices.TypeOf([]));
    }

    private static string Id() => Guid.CreateVersion7().ToString();

    private static List<OpenQuestion> Open(TestApp app, Organisation org) =>
        app.Reading(sql => OpenQuestions.Of(sql, org.Id));

    private static string? Code(JsonElement body) => body.GetProperty("refusal").GetProperty("code").GetString();

    private static async Task Ask(HttpClient client, Organisation org, params (string, string)[] fields) =>
        Assert.Equal(303, await Post(client, org, "ask", [("about", "doc/1"), ("id", Id()), .. fields]));

    private static Task<int> Answer(HttpClient client, Organisation org, Guid id, params (string, string)[] fields) =>
        Post(client, org, $"questions/{id}/answer", fields);

    private static async Task<int> Post(
        HttpClient client,
        Organisation org,
        string path,
        params (string Name, string Value)[] fields
    )
    {
        var typed = fields.GroupBy(f => f.Name).ToDictionary(g => g.Key, g => g.Last().Value);
        using var form = new FormUrlEncodedContent(typed);
        using var answer = await client.PostAsync(new Uri($"/o/{org.Id}/{path}", UriKind.Relative), form);
        return (int)answer.StatusCode;
    }

    private static async Task<(int Status, JsonElement Body)> Json(
        HttpClient client,
        Organisation org,
        Guid question,
        object body
    )
    {
        var address = new Uri($"/o/{org.Id}/questions/{question}/answer", UriKind.Relative);
        using var answer = await client.PostAsJsonAsync(address, body);
        return ((int)answer.StatusCode, await answer.Content.ReadFromJsonAsync<JsonElement>());
    }

    private static Task<string> Text(HttpClient client, Organisation org, string path) =>
        client.GetStringAsync(new Uri($"/o/{org.Id}/{path}", UriKind.Relative));
}
