using System.Security.Cryptography;
using System.Text;
using Xunit.Sdk;
using Xunit.v3;

[assembly: TestCollectionOrderer(typeof(Dedal.Order.InOrder))]
[assembly: TestClassOrderer(typeof(Dedal.Order.InOrder))]
[assembly: TestMethodOrderer(typeof(Dedal.Order.InOrder))]
[assembly: TestCaseOrderer(typeof(Dedal.Order.InOrder))]

namespace Dedal.Order;

/// <summary>
/// Every test by its name: xunit's own order follows an id that holds the path of the assembly, so that a test which
/// needs another one before it is green in one checkout and red in the next. DEDAL_ORDER=7 draws another order, the
/// same for every 7: how such a test is found.
/// </summary>
public sealed class InOrder : ITestCollectionOrderer, ITestClassOrderer, ITestMethodOrderer, ITestCaseOrderer
{
    private static readonly string? Drawn = Environment.GetEnvironmentVariable("DEDAL_ORDER");

    public IReadOnlyCollection<T> OrderTestCollections<T>(IReadOnlyCollection<T> testCollections)
        where T : notnull, ITestCollection => By(testCollections, c => c.TestCollectionDisplayName);

    public IReadOnlyCollection<T?> OrderTestClasses<T>(IReadOnlyCollection<T?> testClasses)
        where T : notnull, ITestClass => By(testClasses, c => c?.TestClassName ?? "");

    public IReadOnlyCollection<T?> OrderTestMethods<T>(IReadOnlyCollection<T?> testMethods)
        where T : notnull, ITestMethod => By(testMethods, m => m?.MethodName ?? "");

    public IReadOnlyCollection<T> OrderTestCases<T>(IReadOnlyCollection<T> testCases)
        where T : notnull, ITestCase => By(testCases, c => c.TestCaseDisplayName);

    private static T[] By<T>(IReadOnlyCollection<T> all, Func<T, string> name) =>
        [.. all.OrderBy(one => Key(name(one)), StringComparer.Ordinal)];

    private static string Key(string name) =>
        string.IsNullOrEmpty(Drawn)
            ? name
            : Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes($"{Drawn} {name}")));
}
