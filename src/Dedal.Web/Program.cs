using Dedal.Web;

var app = App.Create(new AppOptions("data"));
app.Run();
