using System.Diagnostics;

namespace Dedal.Tests.Keep;

/// <summary>A file system of a few megabytes in memory, to fill and to make read-only. Needs root.</summary>
public sealed class SmallDisk : IDisposable
{
    private SmallDisk(string folder) => Folder = folder;

    public string Folder { get; }

    /// <summary>Mounts it, or skips the test where that is not allowed.</summary>
    public static SmallDisk Mount(int megabytes)
    {
        var folder = Directory.CreateTempSubdirectory("dedal-disk-").FullName;
        if (Run("mount", "-t", "tmpfs", "-o", $"size={megabytes}m", "none", folder) != 0)
        {
            Directory.Delete(folder);
            Assert.Skip("A small disk cannot be mounted here: run the tests as root.");
        }

        return new(folder);
    }

    /// <summary>Fills it to the last byte.</summary>
    public void Fill()
    {
        var block = new byte[4096];
        using var file = new FileStream(Path.Combine(Folder, "filler"), FileMode.Append, FileAccess.Write);
        try
        {
            while (true)
            {
                file.Write(block);
                file.Flush();
            }
        }
        catch (IOException)
        {
            // Full.
        }
    }

    /// <summary>Somebody tidies up.</summary>
    public void Free() => File.Delete(Path.Combine(Folder, "filler"));

    public void MakeReadOnly() => Assert.Equal(0, Run("mount", "-o", "remount,ro", Folder));

    public void MakeWritable() => Assert.Equal(0, Run("mount", "-o", "remount,rw", Folder));

    public void Dispose()
    {
        Run("umount", "-l", Folder);
        Directory.Delete(Folder, recursive: true);
    }

    private static int Run(string command, params string[] arguments)
    {
        var start = new ProcessStartInfo(command, arguments) { UseShellExecute = false, RedirectStandardError = true };
        using var process = Process.Start(start)!;
        process.StandardError.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode;
    }
}
