using System.Text.Json;
using Dedal.Domain.Books;
using Dedal.Web.Data;

namespace Dedal.Web.Books;

/// <summary>What was not taken from a phone, as it came: nothing a person recorded is lost.</summary>
internal static class RefusedDocuments
{
    public static void Keep(WriteScope scope, Guid org, Document document, string code) =>
        scope.Sql.Execute(
            """
            insert into refused_document (org_id, id, device, envelope, code, received_at)
            values ($1, $2, $3, $4, $5, $6)
            on conflict (org_id, id, device) do update
            set envelope = excluded.envelope, code = excluded.code, received_at = excluded.received_at
            """,
            org,
            document.Id,
            document.Device,
            JsonSerializer.Serialize(document),
            code,
            scope.NowMs
        );
}
