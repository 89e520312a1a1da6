// All that a participant's page does by script: three times Shift leaves at once,
// and a button pressed twice sends once.
import { Button, ExitThisPage, createAll } from "govuk-frontend";

document.body.classList.add("js-enabled", "govuk-frontend-supported");
createAll(ExitThisPage);
createAll(Button, { preventDoubleClick: true });
