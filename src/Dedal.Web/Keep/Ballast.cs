namespace Dedal.Web.Keep;

/// <summary>
/// A file that only takes up space. When the disk is full it is let go of, so that the database can still be opened and
/// read (SQLite needs a little space even for that); it is put back when there is space again.
/// </summary>
public sealed class Ballast(string folder)
{
    private const long Most = 16 << 20;
    private readonly string file = Path.Combine(folder, "ballast");

    /// <summary>Sixteen megabytes, less on a tiny disk.</summary>
    public long Size { get; } = Math.Min(Most, TotalSpace(folder) / 8);

    /// <summary>Below this, nothing is recorded any more: what is left is for reading.</summary>
    public long Low => Size / 4;

    /// <summary>From this on (without the ballast) recording begins again.</summary>
    public long Enough => Size * 2;

    public long Free => new DriveInfo(folder).AvailableFreeSpace;

    /// <summary>Puts the ballast there when it is missing and the disk can well bear it.</summary>
    public void Hold()
    {
        var there = File.Exists(file) ? new FileInfo(file).Length : 0;
        if (there >= Size || Free + there < Enough)
        {
            return;
        }

        // Random bytes: a file system that compresses would keep no space for zeros.
        var block = new byte[1 << 16];
        new Random(1).NextBytes(block);
        using var stream = new FileStream(file, FileMode.Create, FileAccess.Write);
        for (long written = 0; written < Size; written += block.Length)
        {
            stream.Write(block);
        }
    }

    public void Release()
    {
        try
        {
            File.Delete(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // A read-only file system: there is nothing to win from it either.
        }
    }

    private static long TotalSpace(string folder) => new DriveInfo(folder).TotalSize;
}
