// A slider as it stands on the page: where its thumb is, and which number that is.
// @ts-check

import { endsAround, numberAt, positionAfter, positionOf, scaleFrom } from "./scales.js";

export class Slider {
  /**
   * The number it shows; undefined as long as that is only known from its markup.
   *
   * @type {number | undefined}
   */
  number;

  /** @param {HTMLInputElement} element */
  constructor(element) {
    this.element = element;
    this.name = element.dataset.slider ?? "";
    this.start = Number(element.dataset.start);
    this.scale = scaleFrom(element.dataset);
  }

  /** Whether a hand is on it. */
  get isHeld() {
    return this.element.matches(":active");
  }

  /**
   * Put the thumb where a number stands.
   *
   * @param {number} number
   */
  put(number) {
    const { least, most } = endsAround(this.scale, number);
    this.element.min = String(least);
    this.element.max = String(most);
    this.element.value = String(positionOf(this.scale, number));
    this.#say(number);
  }

  /** Return the number where the thumb has been put. */
  read() {
    const number = numberAt(this.scale, Number(this.element.value));
    this.#say(number);
    return number;
  }

  /**
   * Move the thumb as a key does, and return the number it comes to.
   *
   * @param {string} key
   */
  press(key) {
    const { value, min, max } = this.element;
    const ends = { least: Number(min), most: Number(max) };
    return this.moveTo(positionAfter(key, Number(value), this.scale.keyStep, ends));
  }

  /**
   * Move the thumb to a position, and return the number there.
   *
   * @param {number} position
   */
  moveTo(position) {
    this.element.value = String(position);
    return this.read();
  }

  /** @param {number} number */
  #say(number) {
    this.number = number;
    const { value, min, max } = this.element;
    const share = (Number(value) - Number(min)) / (Number(max) - Number(min));
    this.element.style.setProperty("--filled", `${(100 * share).toFixed(2)}%`);
    this.element.setAttribute("aria-valuetext", String(number));
    // A number that has been changed is marked, and where it came from.
    const from = (positionOf(this.scale, this.start) - Number(min)) / (Number(max) - Number(min));
    this.element.style.setProperty("--start", from.toFixed(4));
    this.element.closest(".control")?.toggleAttribute("data-changed", number !== this.start);
  }
}

/** @type {WeakMap<Element, Slider>} */
const known = new WeakMap();

/**
 * Return the slider that an element is.
 *
 * @param {HTMLInputElement} element one with `data-slider`
 */
export function sliderOf(element) {
  const found = known.get(element) ?? new Slider(element);
  known.set(element, found);
  return found;
}
