// Somebody at the Playground, in Chromium. Does what each line of stdin asks (JSON), and answers it with a line.
const { chromium } = require("playwright-core");

const PATIENCE = 20_000;

const acts = {
  async open({ url }) {
    await this.page.goto(url);
    await this.page.getByRole("textbox").waitFor();
    await this.page.getByRole("button", { name: "Hide log panel" }).click();
  },
  async go({ chat }) {
    await this.page.getByText(chat, { exact: true }).click();
    await this.page.getByRole("textbox").waitFor();
  },
  async say({ text, to }) {
    await this.page.getByRole("textbox").click();
    if (to) {
      await this.page.keyboard.type(`@${to}`); // only who is picked from the list is called
      await this.page.getByRole("listbox").getByText(to).click();
    }
    await this.page.keyboard.insertText(text);
    await this.page.getByRole("button", { name: "Send Message" }).click();
  },
  // Of what is on the screen more than once, the lowest counts: older cards stand above.
  async press({ label }) {
    const button = this.page.getByRole("button", { name: label });
    await button.or(this.page.getByTitle(label)).last().click(); // what stands beside an answer tells more in its title
  },
  async tick({ label }) {
    await this.page.getByText(label).last().click();
  },
  async see({ text }) {
    await this.page.getByText(text).last().waitFor();
  },
  async read() {
    return this.page.locator("body").innerText();
  },
  async photo({ file }) {
    await this.page.screenshot({ path: file });
  },
};

async function main() {
  const args = ["--no-sandbox"]; // whoever runs the tests may be root, and then there is none
  const browser = await chromium.launch({ executablePath: process.env.CHROMIUM, args });
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 }, locale: "nl-NL" });
  page.setDefaultTimeout(PATIENCE);
  await page.route((url) => url.hostname !== "127.0.0.1", (route) => route.abort()); // it asks for fonts elsewhere
  const answer = (said) => process.stdout.write(JSON.stringify(said) + "\n");
  answer({ ready: true });
  for await (const line of require("node:readline").createInterface({ input: process.stdin })) {
    const { act, ...given } = JSON.parse(line);
    try {
      answer({ said: (await acts[act].call({ page }, given)) ?? "" });
    } catch (fault) {
      answer({ fault: String(fault) });
    }
  }
  await browser.close();
}

main();
