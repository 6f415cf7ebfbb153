import { useQuery } from "@tanstack/react-query";
import { Navigate } from "@tanstack/react-router";
import { door } from "@/app/strings/door";
import { BranchDrawing } from "./branch-drawing";
import { Door } from "./door";
import { setupQuery } from "./queries";
import { RegisterForm } from "./register-form";

const t = door.firstRun;

/** The first page of a new server: makes the first account. */
export default function WelcomePage() {
  const setup = useQuery(setupQuery);
  if (setup.data && !setup.data.first_run) return <Navigate to="/sign-in" replace />;
  return (
    <Door title={t.title} heading={t.heading} description={t.description} aside={<WhatComesNext />}>
      <RegisterForm submit={t.submit} />
    </Door>
  );
}

function WhatComesNext() {
  return (
    <>
      <BranchDrawing />
      <h2 className="mt-10 text-xl font-semibold tracking-tight">{t.afterwards}</h2>
      <ol className="mt-4 space-y-3">
        {t.steps.map((step, place) => (
          <li key={step} className="flex gap-3 text-lg text-muted">
            <span className="mt-px inline-flex size-6 shrink-0 items-center justify-center rounded-full bg-accent-soft text-sm font-semibold text-accent-fg">
              {place + 1}
            </span>
            {step}
          </li>
        ))}
      </ol>
    </>
  );
}
