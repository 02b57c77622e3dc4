using Microsoft.Playwright;

namespace Dedal.Browser;

/// <summary>An enrolled phone whose workshop keeps garments, bread and its daily customers besides.</summary>
internal static class WorkshopPhone
{
    /// <summary>What the laptop keeps: a garment, flour, bread, its recipe, who takes it every day.</summary>
    private const string Keeps = """
        async org => {
          const { save, newId } = await import('/phone/saving.js')
          const { get } = await import('/phone/store.js')
          const snap = await get('snapshot', org)
          const actor = await get('meta', 'actor:' + org)
          const id = Object.fromEntries('pollera hem flour bread recipe one two sone stwo snight sugar'.split(' ')
            .map(n => [n, newId()]))
          const told = { icon: 'dots', what: '', way: 0 }
          const keep = (kind, body, name) => ({ kind, body, name, actor, told, fx: {} })
          const daily = (standing, party, at, pieces, window = 'tarde') => keep('standing-order-kept', {
            standing, party, weekdays: [1, 2, 3, 4, 5, 6, 7], window, at, place: 'plaza',
            lines: [{ item: id.bread, pieces, price: 60, quantity: 1 }], from: '2020-01-01' })
          await save(org, [
            keep('item-kept', { item: id.pollera, name: 'Falda inventada', icon: 'shirt', price: 32000, quantity: 1,
              sort: 'product', unit: 'piece', minutes: 190 }),
            keep('item-kept', { item: id.flour, name: 'Harina', icon: 'bag', quantity: 1, sort: 'material', unit: 'kg',
              units: [{ unit: 'quintal', factor: 46000 }], stocked: true, cost: 800 }),
            keep('item-kept', { item: id.sugar, name: 'Azúcar', icon: 'bag', quantity: 1, sort: 'material', unit: 'kg',
              units: [{ unit: 'quintal', factor: 46000 }], stocked: true, cost: 900 }),
            keep('item-kept', { item: id.bread, name: 'Pan redondo', icon: 'bread', price: 60, quantity: 1,
              sort: 'product', unit: 'piece', stocked: true, cost: 30 }),
            keep('item-kept', { item: id.hem, name: 'Dobladillo', icon: 'needle', price: 1000, quantity: 1,
              sort: 'service', unit: 'piece', minutes: 15 }),
            keep('recipe-kept', { recipe: id.recipe, item: id.bread, flour: id.flour, base: 6000, yield: 150,
              pieceGrams: 55, lines: [{ item: id.flour, quantity: 6000 }], minutes: [{ step: 'bake', minutes: 90 }] }),
            keep('party-added', { party: id.one, role: 'customer' }, 'Restaurante Prueba Uno'),
            keep('party-added', { party: id.two, role: 'customer' }, 'Restaurante Prueba Dos'),
            daily(id.sone, id.one, '14:30', 40),
            daily(id.stwo, id.two, '15:00', 60),
            // Nobody goes out at night: there is something to change in Reparto, whichever journey ran first.
            daily(id.snight, id.two, '19:00', 20, 'noche'),
          ])
        }
        """;

    /// <summary>At home, with all of it sent and known.</summary>
    public static async Task<EnrolledPhone> Open(Demonstration demo, Chromium chromium, string language = "es")
    {
        var phone = await EnrolledPhone.Open(demo, await chromium.Phone(demo.Url), language);
        if (await phone.Page.Locator(".tile[href$='/route']").IsHiddenAsync())
            await phone.Page.EvaluateAsync(Keeps, phone.Org);
        await phone.Send();
        await Assertions.Expect(phone.Page.Locator("[data-part=unsent]")).ToBeHiddenAsync();
        await phone.FromHome();
        await Assertions.Expect(phone.Page.Locator(".tile[href$='/route']")).ToBeVisibleAsync();
        return phone;
    }
}
