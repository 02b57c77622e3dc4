using System.Diagnostics;
using System.Threading.Channels;
using Dedal.Web.Books;
using Dedal.Web.Keep;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Dedal.Web.Data;

/// <summary>
/// The one writer of a process: acts queue up, one thread runs what has gathered in one transaction and answers them
/// all after the one durable commit (group commit). An act that fails spoils nobody else's: the group is rolled back
/// and its acts run again one by one.
/// </summary>
public sealed class Writer : IAsyncDisposable
{
    /// <summary>Most acts in one transaction; bounds the wait of the first.</summary>
    private const int GroupSize = 100;

    /// <summary>How often an act runs again when another process was quicker.</summary>
    private const int MostTries = 5;

    private readonly Channel<Work> queue = Channel.CreateBounded<Work>(
        new BoundedChannelOptions(4096) { SingleReader = true, FullMode = BoundedChannelFullMode.Wait }
    );
    private readonly Database database;
    private readonly TimeProvider clock;
    private readonly Func<Statements, Statements> wrap;
    private readonly Thread thread;
    private WriteScope? scope;

    /// <param name="wrap">Lets tests put faults under the writer.</param>
    public Writer(Database database, TimeProvider clock, Func<Statements, Statements>? wrap = null)
    {
        this.database = database;
        this.clock = clock;
        this.wrap = wrap ?? (s => s);
        thread = new Thread(Loop) { IsBackground = true, Name = "writer" };
        thread.Start();
    }

    /// <summary>Runs an act inside a transaction; completes when it is durable.</summary>
    public async Task<T> Do<T>(Func<WriteScope, T> act)
    {
        var work = new Work<T>(act);
        var start = Stopwatch.GetTimestamp();
        await queue.Writer.WriteAsync(work);
        Measures.Waits();
        try
        {
            return await work.Done.Task;
        }
        finally
        {
            Measures.Wrote(start);
        }
    }

    /// <summary>Runs an act without an answer.</summary>
    public Task Do(Action<WriteScope> act) =>
        Do(s =>
        {
            act(s);
            return true;
        });

    private void Loop()
    {
        var group = new List<Work>(GroupSize);
        while (queue.Reader.WaitToReadAsync().AsTask().GetAwaiter().GetResult())
        {
            while (group.Count < GroupSize && queue.Reader.TryRead(out var work))
            {
                group.Add(work);
            }

            if (group.Count == 1)
            {
                RunAlone(group);
            }
            else if (group.Count > 1 && !TryRun(group, out _))
            {
                foreach (var work in group)
                {
                    RunAlone([work]);
                }
            }

            group.Clear();
        }

        scope?.Dispose();
    }

    /// <summary>
    /// Runs one act. When a key refuses it, what was kept in memory may be older than the database (another process
    /// wrote, or an id was taken): it runs again on a new scope, which reads everything again under locks and takes
    /// nothing for new without asking. Other servers may win more than once.
    /// </summary>
    private void RunAlone(List<Work> one)
    {
        var done = TryRun(one, out var fault);
        for (var again = 0; !done && again < MostTries && IsConflict(fault!); again++)
        {
            done = TryRun(one, out fault, asks: true);
        }

        if (!done)
        {
            one[0].Fail(fault!);
        }
    }

    /// <summary>A key refused the row, or PostgreSQL chose this transaction to end a deadlock: surely undone.</summary>
    private static bool IsConflict(Exception fault) =>
        fault
            is SqliteException { SqliteErrorCode: 19 }
                or PostgresException { SqlState: "23505" or "40001" or "40P01" };

    private bool TryRun(List<Work> group, out Exception? fault, bool asks = false)
    {
        fault = null;
        try
        {
            scope ??= new(wrap(new(database.OpenForWriting(), database.Kind)), clock);
            scope.AsksFirst = asks;
            scope.Begin();
            foreach (var work in group)
            {
                work.Run(scope);
            }

            scope.Commit();
            Measures.Committed(group.Count);
        }
        catch (Exception e)
        {
            fault = e;
            Abandon();
            return false;
        }

        foreach (var work in group)
        {
            work.Complete();
        }

        return true;
    }

    /// <summary>
    /// After any fault nothing in memory is trusted: the next act opens a new connection and reads again.
    /// </summary>
    private void Abandon()
    {
        var broken = scope;
        scope = null;
        Quietly(() => broken?.Rollback());
        Quietly(() => broken?.Dispose());
    }

    /// <summary>
    /// The connection may be gone. The fault that brought us here is the one that is reported, and whatever happens
    /// while cleaning up must not end the one thread that writes.
    /// </summary>
    private static void Quietly(Action cleanUp)
    {
        try
        {
            cleanUp();
        }
        catch (Exception e)
        {
            System.Diagnostics.Debug.WriteLine(e.GetType().Name);
        }
    }

    public async ValueTask DisposeAsync()
    {
        queue.Writer.TryComplete();
        await Task.Run(thread.Join);
    }

    private abstract class Work
    {
        public abstract void Run(WriteScope scope);

        public abstract void Complete();

        public abstract void Fail(Exception fault);
    }

    private sealed class Work<T>(Func<WriteScope, T> act) : Work
    {
        private T result = default!;

        public TaskCompletionSource<T> Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public override void Run(WriteScope scope) => result = act(scope);

        public override void Complete() => Done.TrySetResult(result);

        public override void Fail(Exception fault) => Done.TrySetException(fault);
    }
}

/// <summary>What an act has in its hands: SQL inside the open transaction, the books, and the time.</summary>
public sealed class WriteScope(Statements sql, TimeProvider clock) : IDisposable
{
    private readonly BookShelf shelf = new(sql);

    public Statements Sql => sql;

    public long NowMs => clock.GetUtcNow().ToUnixTimeMilliseconds();

    /// <summary>Every document's id is looked up, whatever its device's count says.</summary>
    public bool AsksFirst { get; set; }

    /// <summary>The book of an organisation.</summary>
    public Book Book(Guid org) => shelf.Open(org);

    /// <summary>The book read again, when another process has written to it; null when it is up to date.</summary>
    public Book? Reload(Guid org) => shelf.Reload(org);

    public void Begin()
    {
        sql.Begin();
        shelf.NewTransaction();
    }

    public void Commit()
    {
        shelf.WriteTotals();
        sql.Commit();
    }

    public void Rollback() => sql.Rollback();

    public void Dispose() => sql.Dispose();
}
