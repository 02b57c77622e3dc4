using Dedal.Web.People;

namespace Dedal.Web.Shared;

/// <summary>Answers that the framework has no short word for.</summary>
public static class MoreResults
{
    /// <summary>
    /// After a form was taken: the browser asks for the page with GET, and sends nothing again on reload.
    /// </summary>
    public static IResult GoTo(this IResultExtensions _, string address) => new SeeOther(address);

    /// <summary>What was sent is no form of ours.</summary>
    public static IResult NotAForm(this IResultExtensions _) => new Broken();

    private sealed class SeeOther(string address) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            httpContext.Response.StatusCode = StatusCodes.Status303SeeOther;
            httpContext.Response.Headers.Location = address;
            return Task.CompletedTask;
        }
    }

    private sealed class Broken : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext) =>
            Refused.Answer(httpContext, StatusCodes.Status400BadRequest, "shell.not-a-form");
    }
}
