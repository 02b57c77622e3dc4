namespace Dedal.Web.People;

/// <summary>The fields of a posted form; a body that is no form has none.</summary>
internal sealed class Typed(IFormCollection form)
{
    /// <summary>Trimmed; empty when it is not there.</summary>
    public string this[string field] => form[field].ToString().Trim();

    /// <summary>As typed: blanks may be part of a password.</summary>
    public string Secret(string field) => form[field].ToString();

    public static async Task<Typed> Read(HttpContext context) =>
        new(context.Request.HasFormContentType ? await context.Request.ReadFormAsync() : FormCollection.Empty);
}
