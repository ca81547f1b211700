// Reads lines of JSON with cards and texts, and answers each with what the reference renderer and a reader of Markdown
// make of them. Ends with its input.
const { AdaptiveCard, CardElement, SerializationContext, Versions } = require("adaptivecards/dist/adaptivecards.js");
const markdown = require("markdown-it")();

function faults(content) {
  CardElement.langProperty.regEx.lastIndex = 0; // it goes on where it stopped, and so refuses every second card
  const context = new SerializationContext(Versions.v1_5);
  const card = new AdaptiveCard();
  card.parse(content, context);
  const results = card.validateProperties();
  const told = results.validationEvents.map((event) => `${event.event}: ${event.message}`);
  for (let place = 0; place < context.eventCount; place++) {
    told.push(context.getEventAt(place).message);
  }
  return told;
}

require("node:readline")
  .createInterface({ input: process.stdin })
  .on("line", (line) => {
    const { cards, texts } = JSON.parse(line);
    const html = texts.map((text) => markdown.render(text));
    process.stdout.write(`${JSON.stringify({ faults: cards.map(faults), html })}\n`);
  });
