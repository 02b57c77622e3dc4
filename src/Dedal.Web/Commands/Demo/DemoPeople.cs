using Dedal.Domain.Books;
using Dedal.Web.Data;
using Dedal.Web.People;
using Dedal.Web.Shared;

namespace Dedal.Web.Commands.Demo;

/// <summary>
/// The people of the demonstration: 22 women of four workshops and those who accompany them. Every name is plainly
/// invented.
/// </summary>
internal sealed class DemoPeople(string passwordHash, DateOnly since)
{
    private static readonly string[] Women =
    [
        "Julia Ejemplo",
        "Martina Muestra",
        "Rosa Inventada",
        "Felipa Ficticia",
        "Nieves Ejemplo",
        "Toribia Muestra",
        "Elena Inventada",
        "Casimira Ficticia",
        "Dominga Ejemplo",
        "Gregoria Muestra",
        "Paulina Inventada",
        "Sabina Ficticia",
        "Lucía Ejemplo",
        "Benita Muestra",
        "Victoria Inventada",
        "Isidora Ficticia",
        "Hilaria Ejemplo",
        "Modesta Muestra",
        "Justina Inventada",
        "Eulalia Ficticia",
        "Teodora Ejemplo",
        "Carmela Muestra",
    ];

    private readonly List<Guid> women = [];
    private readonly Random ids = new(22);
    private Guid teacher;

    public Guid Coordinator { get; private set; }

    public Guid Mentor { get; private set; }

    /// <summary>Writes everybody; the treasurers' logins are in the order of the workshops.</summary>
    public void Enter(WriteScope scope, IReadOnlyList<string> treasurerLogins)
    {
        // The first two women of each workshop keep its books: one of every six begins the next workshop.
        for (var i = 0; i < Women.Length; i++)
        {
            var login =
                i % 6 == 0 && i / 6 < treasurerLogins.Count ? treasurerLogins[i / 6]
                : i == 2 ? DemoBooks.Member
                : null;
            women.Add(Person(scope, Women[i], "es", login));
            Persons.SetPicture(scope, women[i], $"{Pictures.All[i].Name}-{(i % Pictures.Colours) + 1}");
        }

        Coordinator = Person(scope, "Coordinadora Ejemplo", "es", DemoBooks.Coordinator);
        Mentor = Person(scope, "Mentora Ejemplo", "fr", DemoBooks.Mentor);
    }

    /// <summary>
    /// The association's people: who coordinates, who accompanies from far away, who gave the money, who teaches.
    /// </summary>
    public void Accompany(WriteScope scope, Guid association)
    {
        Memberships.Add(scope, association, Coordinator, Who.Coordinator, since);
        Memberships.Add(scope, association, Mentor, Who.Mentor, since);
        var funder = Person(scope, "Fundación Ejemplo", "fr", DemoBooks.Funder);
        Memberships.Add(scope, association, funder, Who.Funder, since);
        teacher = Person(scope, "Profesora Ejemplo", "es", DemoBooks.Teacher);
    }

    /// <summary>
    /// The women of one workshop: six of their own, in the last one four; and one of the workshop before, who works in
    /// both. The first two keep the books.
    /// </summary>
    public IReadOnlyList<Guid> Join(WriteScope scope, Guid workshop, int number)
    {
        var own = women.Skip(number * 6).Take(6).ToList();
        if (number > 0)
        {
            own.Add(women[(number * 6) - 1]);
        }

        foreach (var woman in own)
        {
            Memberships.Add(scope, workshop, woman, Who.Member, since);
        }

        Memberships.Add(scope, workshop, own[0], Who.Treasurer, since);
        Memberships.Add(scope, workshop, own[1], Who.Treasurer, since);
        Memberships.Add(scope, workshop, teacher, Who.Teacher, since);
        Memberships.Add(scope, workshop, Coordinator, Who.Coordinator, since);
        return own;
    }

    private Guid Person(WriteScope scope, string name, string language, string? login)
    {
        var bytes = new byte[16];
        ids.NextBytes(bytes);
        (bytes[6], bytes[8]) = ((byte)(0x70 | (bytes[6] & 0xF)), (byte)(0x80 | (bytes[8] & 0x3F)));
        var id = new Guid(bytes, bigEndian: true);
        Persons.Create(scope, id, name, language, login);
        if (login is not null)
        {
            Credentials.SetPassword(scope, id, passwordHash);
        }

        return id;
    }
}
