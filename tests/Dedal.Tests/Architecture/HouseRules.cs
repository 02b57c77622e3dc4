namespace Dedal.Tests.Architecture;

/// <summary>The rules that can be read off the text. Each has a planted offender in HouseRulesTests.</summary>
public static class HouseRules
{
    public static readonly IReadOnlyDictionary<string, Func<SourceTree, IEnumerable<Finding>>> All = new Dictionary<
        string,
        Func<SourceTree, IEnumerable<Finding>>
    >(StringComparer.Ordinal)
    {
        ["the domain stands alone"] = DomainStandsAlone.Check,
        ["modules meet at contracts"] = ModulesMeetAtContracts.Check,
        ["modules are complete"] = ModulesAreComplete.Check,
        ["keys begin with org_id"] = KeysBeginWithOrg.Check,
        ["words in three languages"] = WordsInThreeLanguages.Check,
        ["banned APIs"] = BannedApis.Check,
        ["files fit a sitting"] = FilesFitASitting.Check,
    };
}
