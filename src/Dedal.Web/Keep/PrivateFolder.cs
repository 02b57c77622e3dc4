namespace Dedal.Web.Keep;

/// <summary>Folders for the data and its copies: other accounts of the machine may not look into them.</summary>
public static class PrivateFolder
{
    /// <summary>Makes it when it is new; the rights of a folder that is there are its owner's decision.</summary>
    public static void Create(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(path);
        }
        else
        {
            Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }
}
