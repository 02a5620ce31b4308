/**
 * Makes an element. Text is always set as text, never as HTML.
 * @param {string} tag name, with classes after dots: `p.cause`
 * @param {Record<string, string>} attributes
 * @param {...(Node | string | undefined | false)} children those that are undefined or false are left out
 */
export function el(tag, attributes, ...children) {
  const [name, ...classes] = tag.split('.');
  const element = document.createElement(name);
  if (classes.length > 0) element.className = classes.join(' ');
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  element.append(...children.filter((child) => child !== undefined && child !== false));
  return element;
}

/** The element of an id that index.html has. */
export function byId(id) {
  return document.getElementById(id);
}
