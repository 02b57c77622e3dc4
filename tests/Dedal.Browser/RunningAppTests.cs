namespace Dedal.Browser;

public sealed class RunningAppTests
{
    [Fact]
    public async Task It_can_be_killed_and_comes_back_at_the_same_address()
    {
        await using var app = new RunningApp();
        await app.Start();
        using var client = new HttpClient();
        using var before = await client.GetAsync(app.Url, TestContext.Current.CancellationToken);

        await app.Kill();
        await Assert.ThrowsAsync<HttpRequestException>(() =>
            client.GetAsync(app.Url, TestContext.Current.CancellationToken)
        );

        await app.Start();
        using var after = await client.GetAsync(app.Url, TestContext.Current.CancellationToken);
        Assert.Equal(before.StatusCode, after.StatusCode);
        Assert.Equal(0, await app.Stop());
    }

    [Fact]
    public async Task A_server_that_cannot_start_says_what_it_printed()
    {
        await using var app = new RunningApp(["no-such-verb"]);
        var failure = await Assert.ThrowsAsync<InvalidOperationException>(app.Start);
        Assert.Contains("ended with code", failure.Message, StringComparison.Ordinal);
        Assert.Contains("no-such-verb", failure.Message, StringComparison.Ordinal);
    }
}
