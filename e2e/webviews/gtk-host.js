/*
 * An application that embeds a WebKit webview, as those of phones and desktops do: it serves its page by a scheme of its
 * own, hears of the page by script messages, hands it the model's bytes, and survives that the system kills the page.
 *
 * gjs -m gtk-host.js PLAN: takes the steps of a plan (run-host.ts) one by one, and prints what the page says of each.
 */
import Gio from 'gi://Gio';
import GLib from 'gi://GLib';
import Gtk from 'gi://Gtk?version=3.0';
import WebKit from 'gi://WebKit2?version=4.1';
import system from 'system';

const TYPES = { html: 'text/html', js: 'text/javascript' };
const read = (path) => GLib.file_get_contents(path)[1];
const { folder, data, steps } = JSON.parse(new TextDecoder().decode(read(system.programArgs[0])));
const withheld = new Set();

Gtk.init(null);
const context = new WebKit.WebContext({
  website_data_manager: new WebKit.WebsiteDataManager({
    base_data_directory: `${data}/data`,
    base_cache_directory: `${data}/cache`,
  }),
});
const security = context.get_security_manager();
security.register_uri_scheme_as_secure('jobs');
security.register_uri_scheme_as_cors_enabled('jobs');
context.register_uri_scheme('jobs', (request) => {
  const name = request.get_path().slice(1);
  try {
    if (withheld.has(name)) throw new Error('It is offline.');
    const bytes = GLib.Bytes.new(read(`${folder}/${name}`));
    const type = TYPES[name.split('.').pop()] ?? 'application/octet-stream';
    request.finish(Gio.MemoryInputStream.new_from_bytes(bytes), bytes.get_size(), type);
  } catch (error) {
    request.finish_error(new GLib.Error(Gio.IOErrorEnum, Gio.IOErrorEnum.NOT_FOUND, `${error}`));
  }
});

const messages = new WebKit.UserContentManager();
messages.register_script_message_handler('native');
const view = new WebKit.WebView({ web_context: context, user_content_manager: messages });
const window = new Gtk.Window();
window.add(view);
window.show_all();

const load = () => view.load_uri('jobs://app/index.html');
const call = (code) => view.evaluate_javascript(code, -1, null, null, null, null);

/** Does the next step; the last ends the application. */
function next() {
  const step = steps.shift();
  if (step === undefined) return Gtk.main_quit();
  if (step.withhold) {
    withheld.add(step.withhold);
    return next();
  }
  if (step.kill) return view.terminate_web_process();
  const model = step.hand && GLib.base64_encode(read(`${folder}/${step.hand}`));
  return call(`comeBack(${JSON.stringify(step.visit)}, ${JSON.stringify(model ?? null)})`);
}

messages.connect('script-message-received::native', (_, result) => {
  const text = result.get_js_value().to_string();
  if (text !== '"ready"') print(text);
  next();
});
view.connect('web-process-terminated', () => load());
load();
Gtk.main();
