/* The way in from Telegram: what it signed goes to the server once, in a form, and out of the address at once. */
(function () {
  var form = document.getElementById("enter");
  var signed = new URLSearchParams(location.hash.slice(1)).get("tgWebAppData");
  history.replaceState(null, "", location.pathname + location.search);
  try { window.TelegramWebviewProxy.postEvent("web_app_ready", "{}"); } catch (_) { /* not inside an app */ }
  try { window.TelegramWebviewProxy.postEvent("web_app_expand", "{}"); } catch (_) { /* not inside an app */ }
  if (signed) {
    form.elements.signed.value = signed;
    form.submit();
  } else {
    document.getElementById("wait").hidden = true;
    document.getElementById("closed").hidden = false;
  }
})();
