using Dedal.Web.Data;
using Dedal.Web.Shared;
using Microsoft.AspNetCore.Identity;

namespace Dedal.Web.People;

/// <summary>What ASP.NET Core's passkey machinery asks of us, over our person and credential tables.</summary>
public sealed class PasskeyStore(Reads reads, Writer writer) : IUserPasskeyStore<Person>
{
    public Task<string> GetUserIdAsync(Person user, CancellationToken cancellationToken) =>
        Task.FromResult(user.Id.ToString("D"));

    public Task<string?> GetUserNameAsync(Person user, CancellationToken cancellationToken) =>
        Task.FromResult(user.Login);

    public Task<Person?> FindByIdAsync(string userId, CancellationToken cancellationToken)
    {
        using var sql = reads.OfServer();
        return Task.FromResult(Guid.TryParse(userId, out var id) ? Credentials.ById(sql, id) : null);
    }

    public Task<IList<UserPasskeyInfo>> GetPasskeysAsync(Person user, CancellationToken cancellationToken)
    {
        using var sql = reads.OfServer();
        return Task.FromResult<IList<UserPasskeyInfo>>(Credentials.Passkeys(sql, user.Id));
    }

    public async Task<UserPasskeyInfo?> FindPasskeyAsync(
        Person user,
        byte[] credentialId,
        CancellationToken cancellationToken
    ) =>
        (await GetPasskeysAsync(user, cancellationToken)).FirstOrDefault(p =>
            p.CredentialId.AsSpan().SequenceEqual(credentialId)
        );

    public Task<Person?> FindByPasskeyIdAsync(byte[] credentialId, CancellationToken cancellationToken)
    {
        using var sql = reads.OfServer();
        return Task.FromResult(Credentials.ByPasskey(sql, credentialId));
    }

    public Task AddOrUpdatePasskeyAsync(Person user, UserPasskeyInfo passkey, CancellationToken cancellationToken) =>
        writer.Do(s => Credentials.SavePasskey(s, user.Id, passkey, used: false));

    public Task RemovePasskeyAsync(Person user, byte[] credentialId, CancellationToken cancellationToken) =>
        writer.Do(s => Credentials.RemovePasskey(s, user.Id, credentialId));

    public void Dispose() { }

    // People are made and changed elsewhere; the machinery never asks for the rest.
    public Task<Person?> FindByNameAsync(string normalizedUserName, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Task<string?> GetNormalizedUserNameAsync(Person user, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Task SetNormalizedUserNameAsync(Person user, string? normalizedName, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Task SetUserNameAsync(Person user, string? userName, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Task<IdentityResult> CreateAsync(Person user, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Task<IdentityResult> UpdateAsync(Person user, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Task<IdentityResult> DeleteAsync(Person user, CancellationToken cancellationToken) =>
        throw new NotSupportedException();
}
