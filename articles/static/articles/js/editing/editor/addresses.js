// Addresses of links: out of the wrappers of mail programs and search engines, without what tells who followed them, and
// in the site's own form.
const TRACKING = /^(?:utm_|mc_|fbclid|gclid|dclid|msclkid|igshid|yclid|_hs|mkt_tok|vero_|oly_)/i;
const MOST_WRAPPERS = 5; // One in another.
const LONGEST = 500; // Characters, as the grammar has it.

const whole = (text) => {
  try {
    return new URL(text);
  } catch {
    return undefined;
  }
};
const isHost = (address, ...names) => names.some((name) => address.hostname === name || address.hostname.endsWith(`.${name}`));
const parameter = (...names) => ({ searchParams }) => names.map((name) => searchParams.get(name)).find(Boolean);

const DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/** Proofpoint's third form keeps the letters that it replaced by stars behind the address; two stars and a digit are a run. */
function starsFilled(written, kept) {
  const letters = [...new TextDecoder().decode(Uint8Array.from(atob(kept.replaceAll("-", "+").replaceAll("_", "/")), (one) => one.charCodeAt(0)))];
  return written.replace(/\*(?:\*([\w-]))?/g, (_stars, digit) => letters.splice(0, digit ? DIGITS.indexOf(digit) + 2 : 1).join(""));
}

/** Its second form writes "-" for "%" and "_" for "/". */
function proofpoint(address) {
  const [, third, kept] = /\/v3\/__(.+?)__;([^!]*)!/.exec(address.href) ?? [];
  if (third) return starsFilled(third.replace(/^(https?:\/)(?=[^/])/, "$1/"), kept);
  const written = address.searchParams.get("u");
  return written && (address.pathname.startsWith("/v2") ? decodeURIComponent(written.replaceAll("-", "%").replaceAll("_", "/")) : written);
}

const isMimecast = (address) => isHost(address, "mimecast.com", "mimecastprotect.com");

// [whether an address is wrapped so, what is inside].
const WRAPPERS = [
  [(address) => isHost(address, "safelinks.protection.outlook.com", "safelinks.protection.office365.us"), parameter("url")],
  [(address) => isHost(address, "urldefense.com", "urldefense.proofpoint.com", "urldefense.us"), proofpoint],
  [isMimecast, parameter("url", "u")],
  [(address) => /(?:^|\.)google\.[a-z.]+$/.test(address.hostname) && address.pathname === "/url", parameter("q", "url")],
  [(address) => isHost(address, "facebook.com", "instagram.com", "messenger.com") && /^\/l\.php|^\/$/.test(address.pathname), parameter("u")],
  [(address) => isHost(address, "linkprotect.cudasvc.com"), parameter("a")],
  [(address) => isHost(address, "slack-redir.net"), parameter("url")],
  [(address) => isHost(address, "youtube.com") && address.pathname === "/redirect", parameter("q")],
  [(address) => isHost(address, "bing.com", "duckduckgo.com") && /^\/(?:ck|l)\//.test(address.pathname), parameter("uddg")],
];

function unwrapped(address) {
  let inner = address;
  for (let number = 0; number < MOST_WRAPPERS; number += 1) {
    const found = WRAPPERS.find(([isWrapped]) => isWrapped(inner));
    let written;
    try {
      written = found?.[1](inner);
    } catch {
      return inner; // A broken escape: the address stays as it is.
    }
    const next = written && whole(written);
    if (!next || !/^https?:$/.test(next.protocol)) return inner;
    inner = next;
  }
  return inner;
}

/** {target}, as the grammar takes it; or {fault}, the name of what is wrong; with isUnwrapped. `words` are the link's: some
    wrappers keep nothing of the address but its host. */
export function targetOf(written, words = "") {
  const text = written.trim();
  if (!text) return { fault: "link_empty" };
  if (/^(?:article|notice):[a-z0-9]+(?:-[a-z0-9]+)*$/.test(text)) return { target: text };
  const bare = /^[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{2,}(?:[/?#]\S*)?$/i.test(text);
  const typed = whole(bare ? `https://${text}` : text);
  if (!typed) return { fault: "link_no_address" };
  const address = unwrapped(typed);
  const isUnwrapped = address !== typed;
  if (isMimecast(address) && address.searchParams.has("domain")) {
    const shown = whole(words.trim());
    return shown?.hostname === address.searchParams.get("domain") ? targetOf(shown.href) : { fault: "link_wrapped", isUnwrapped: true };
  }
  const own = address.origin === location.origin && /^\/(article|notice)s\/([a-z0-9-]+)\/$/.exec(address.pathname);
  if (own) return { target: `${own[1]}:${own[2]}`, isUnwrapped };
  if (address.protocol === "http:") return { fault: "link_http", isUnwrapped };
  if (address.protocol !== "https:" || address.username || address.password) return { fault: "link_scheme", isUnwrapped };
  for (const name of [...address.searchParams.keys()]) if (TRACKING.test(name)) address.searchParams.delete(name);
  const target = address.href.replaceAll("(", "%28").replaceAll(")", "%29");
  return target.length > LONGEST ? { fault: "link_long", isUnwrapped } : { target, isUnwrapped };
}
