using System.Buffers.Text;
using System.Text.Json;
using Dedal.Web.Data;
using Microsoft.AspNetCore.Identity;

namespace Dedal.Web.People;

/// <summary>A person as sign-in knows her.</summary>
public sealed record Person(Guid Id, string Name, string Language, string? Login);

/// <summary>A passkey's public data, as the credential row keeps it.</summary>
internal sealed record PasskeyRow(
    byte[] PublicKey,
    long SignCount,
    string[]? Transports,
    bool UserVerified,
    bool BackupEligible,
    bool BackedUp,
    string Agent
);

/// <summary>Ways to prove who one is, in the credential table: a password, passkeys, recovery codes.</summary>
public static class Credentials
{
    /// <summary>Codes printed at a time; a new print makes the old ones useless.</summary>
    public const int RecoveryCodes = 10;

    private const string PersonColumns = "p.person_id, p.name, p.language, p.login";

    public static Person? ByLogin(Statements sql, string login) =>
        sql.First(
            $"select {PersonColumns} from person p where p.login = $1 and p.erased_at is null",
            PersonOf,
            Persons.NormalLogin(login)
        );

    public static Person? ById(Statements sql, Guid id) =>
        sql.First($"select {PersonColumns} from person p where p.person_id = $1 and p.erased_at is null", PersonOf, id);

    public static string? Password(Statements sql, Guid person) =>
        sql.First(
            "select secret from credential where person_id = $1 and kind = 'password'",
            r => r.GetString(0),
            person
        );

    /// <param name="hash">From <see cref="Passwords.Hash"/>, made before the transaction: it is slow.</param>
    public static void SetPassword(WriteScope scope, Guid person, string hash) =>
        scope.Sql.Execute(
            """
            insert into credential (credential_id, person_id, kind, secret, created_at)
            values ($1, $2, 'password', $3, $4)
            on conflict (credential_id) do update set secret = $3, created_at = $4
            """,
            $"password:{person:D}",
            person,
            hash,
            scope.NowMs
        );

    /// <summary>Replaces a person's recovery codes; what is returned is shown once and kept nowhere.</summary>
    public static string[] NewRecoveryCodes(WriteScope scope, Guid person)
    {
        scope.Sql.Execute("delete from credential where person_id = $1 and kind = 'recovery'", person);
        string[] codes = [.. Enumerable.Range(0, RecoveryCodes).Select(_ => Tokens.NewCode(groups: 4))];
        foreach (var code in codes)
        {
            scope.Sql.Execute(
                """
                insert into credential (credential_id, person_id, kind, secret, created_at)
                values ($1, $2, 'recovery', '', $3)
                """,
                RecoveryId(person, code),
                person,
                scope.NowMs
            );
        }

        return codes;
    }

    /// <summary>Uses up a recovery code; false when it is not one of the person's unused.</summary>
    public static bool UseRecoveryCode(WriteScope scope, Guid person, string code) =>
        scope
            .Sql.Query(
                """
                update credential set used_at = $1
                where credential_id = $2 and person_id = $3 and kind = 'recovery' and used_at is null
                returning credential_id
                """,
                r => r.GetString(0),
                scope.NowMs,
                RecoveryId(person, code),
                person
            )
            .Count == 1;

    /// <summary>Recovery codes that are left.</summary>
    public static int RecoveryCodesLeft(Statements sql, Guid person) =>
        sql.Query(
            "select credential_id from credential where person_id = $1 and kind = 'recovery' and used_at is null",
            r => r.GetString(0),
            person
        ).Count;

    /// <summary>Adds a passkey, or keeps its new counter after a use.</summary>
    public static void SavePasskey(WriteScope scope, Guid person, UserPasskeyInfo passkey, bool used)
    {
        var row = new PasskeyRow(
            passkey.PublicKey,
            passkey.SignCount,
            passkey.Transports,
            passkey.IsUserVerified,
            passkey.IsBackupEligible,
            passkey.IsBackedUp,
            passkey.Name ?? ""
        );
        scope.Sql.Execute(
            """
            insert into credential (credential_id, person_id, kind, secret, created_at)
            values ($1, $2, 'passkey', $3, $4)
            on conflict (credential_id) do update set secret = $3, used_at = $5
            where credential.person_id = $2
            """,
            PasskeyId(passkey.CredentialId),
            person,
            JsonSerializer.Serialize(row),
            scope.NowMs,
            used ? scope.NowMs : null
        );
    }

    public static List<UserPasskeyInfo> Passkeys(Statements sql, Guid person) =>
        sql.Query(
            """
            select credential_id, secret, created_at from credential
            where person_id = $1 and kind = 'passkey' order by created_at
            """,
            PasskeyOf,
            person
        );

    public static void RemovePasskey(WriteScope scope, Guid person, byte[] id) =>
        scope.Sql.Execute(
            "delete from credential where credential_id = $1 and person_id = $2 and kind = 'passkey'",
            PasskeyId(id),
            person
        );

    public static Person? ByPasskey(Statements sql, byte[] id) =>
        sql.First(
            $"""
            select {PersonColumns} from person p join credential c on c.person_id = p.person_id
            where c.credential_id = $1 and c.kind = 'passkey' and p.erased_at is null
            """,
            PersonOf,
            PasskeyId(id)
        );

    /// <summary>Codes are random enough for SHA-256; the person's id keeps two equal codes apart.</summary>
    private static string RecoveryId(Guid person, string code) =>
        "recovery:" + Tokens.Hash($"{person:D}:{Tokens.ReadCode(code)}");

    private static string PasskeyId(byte[] id) => "passkey:" + Base64Url.EncodeToString(id);

    private static Person PersonOf(System.Data.Common.DbDataReader r) =>
        new(r.GetGuid(0), r.GetString(1), r.GetString(2), r.IsDBNull(3) ? null : r.GetString(3));

    private static UserPasskeyInfo PasskeyOf(System.Data.Common.DbDataReader r)
    {
        var row = JsonSerializer.Deserialize<PasskeyRow>(r.GetString(1))!;

        // Who attested the device is not asked, so that no list of device makers is kept.
        return new(
            Base64Url.DecodeFromChars(r.GetString(0).AsSpan("passkey:".Length)),
            row.PublicKey,
            DateTimeOffset.FromUnixTimeMilliseconds(r.GetInt64(2)),
            (uint)row.SignCount,
            row.Transports,
            row.UserVerified,
            row.BackupEligible,
            row.BackedUp,
            [],
            []
        )
        {
            Name = row.Agent,
        };
    }
}
