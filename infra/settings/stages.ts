/** Stages that nobody's customers meet. */
export const isTrial = (stage: string): boolean => stage === "dev" || isLocal(stage);

/** Whether this is the stage that `npm start` runs, where nothing leaves the machine. */
export const isLocal = (stage: string): boolean => stage === "local";

/** Whether this is the stage whose links lie in customers' mailboxes for months, and that keeps its data when it is deleted. */
export const isProduction = ({ stage }: { readonly stage: string }): boolean => stage === "prod";
