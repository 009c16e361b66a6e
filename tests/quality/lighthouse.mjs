// Judges one page with Lighthouse's mobile settings: node lighthouse.mjs FOLDER PORT ADDRESS, where FOLDER holds
// Lighthouse and a Chromium listens on PORT. Prints {"scores": {category: 0…100}, "faults": ["category: audit: what"]}.

const [folder, port, address] = process.argv.slice(2);
const { default: lighthouse } = await import(`${folder}/core/index.js`);
const { lhr } = await lighthouse(address, {
    port: Number(port),
    logLevel: "error",
    onlyCategories: ["performance", "accessibility", "best-practices", "seo"],
    disableFullPageScreenshot: true,
});

const scores = {}, faults = [...lhr.runWarnings];
for (const { id, score, auditRefs } of Object.values(lhr.categories)) {
    scores[id] = Math.round(score * 100);
    for (const { weight, id: name } of auditRefs) {
        const audit = lhr.audits[name];
        if (!weight || audit.score === null || audit.score >= 0.9) continue;
        const where = (audit.details?.items ?? []).map((item) => item.node?.snippet ?? item.url ?? "").slice(0, 5);
        faults.push([id, name, audit.displayValue, audit.errorMessage, ...where].filter(Boolean).join(": "));
    }
}
console.log(JSON.stringify({ scores, faults }));
process.exit(); // or it waits for what Chromium may still say
