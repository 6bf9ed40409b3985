/** The self-checks' pages and those about their answers. Which one, the page itself says. */
import { AdviceScreen } from "./advice_screen.js";
import { CheckBar } from "./check_bar.js";
import { CheckModel } from "./check_model.js";
import { HoursScreen } from "./check_hours.js";
import { ItemsScreen } from "./check_items.js";
import { Questions } from "./check_questions.js";
import { RoutesScreen } from "./check_routes.js";
import { Page } from "./page.js";
import { Session, startPage } from "./session.js";
import { SlipScreen } from "./slip_screen.js";
import { Visit } from "./visit.js";

const SCREENS = {
  routes: RoutesScreen,
  hours: HoursScreen,
  checklist: ItemsScreen,
  advice: AdviceScreen,
  slip: SlipScreen,
};
const root = document.querySelector("#calculator");

/** @param {string} rulesText @param {any} told @param {any} empty */
function begin(rulesText, told, empty) {
  const page = new Page(root);
  const model = new CheckModel(told, root);
  const session = new Session(root, page, rulesText, model);
  const bar = new CheckBar(session);
  session.open(bar);
  const Asking = root.dataset.calculator === "routes" ? Visit : Questions;
  const questions = new Asking(page, model, session.state, (words) => bar.notify(words, true));
  const { state } = session;
  const screen = new SCREENS[root.dataset.calculator]({ page, model, state, bar, questions, session });
  session.start(screen, empty);
}

await startPage(root, "自查程序没有装好，请刷新再试；下面的问题和条款照样可以看。", begin);
