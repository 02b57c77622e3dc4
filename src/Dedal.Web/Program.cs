return await Dedal.Web.Commands.Cli.Run(args);
