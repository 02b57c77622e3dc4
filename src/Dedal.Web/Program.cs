var app = WebApplication.CreateBuilder(args).Build();
app.MapGet("/", () => "Dedal");
app.Run();
