/* Light or dark as in Telegram, before anything is drawn. Telegram tells it behind the # of the first page only;
   the rest of the visit remembers the one word, and nothing else of what Telegram tells. */
(function () {
  var theme = null;
  try {
    var told = new URLSearchParams(location.hash.slice(1)).get("tgWebAppThemeParams");
    var ground = told && JSON.parse(told).bg_color;
    if (typeof ground === "string" && /^#[0-9a-f]{6}$/i.test(ground)) {
      var parts = [1, 3, 5].map(function (at) { return parseInt(ground.slice(at, at + 2), 16); });
      theme = parts[0] * 0.299 + parts[1] * 0.587 + parts[2] * 0.114 < 128 ? "dark" : "light";
    }
  } catch (_) { theme = null; }
  try {
    if (theme) sessionStorage.setItem("theme", theme);
    theme = theme || sessionStorage.getItem("theme");
  } catch (_) { /* no storage here: the browser's own wish stands */ }
  if (theme === "dark" || theme === "light") document.documentElement.setAttribute("data-theme", theme);
})();
