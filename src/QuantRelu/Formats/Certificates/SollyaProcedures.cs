namespace QuantRelu.Formats.Certificates;

/// <summary>The procedures of a certificate in Sollya's language.</summary>
internal static class SollyaProcedures
{
    /// <summary>How often a cell on which Sollya finds no enclosure is halved.</summary>
    public const int Halvings = 8;

    /// <summary>
    /// A verdict is 1 when |f - p| ≤ claim is proved on the whole cell, -1 when it is refuted, 0 when neither; beside it stands an
    /// enclosure of the supremum, up to infinity when there is none.
    /// </summary>
    public const string Text = """
        held = 0; exceeded = 0; open = 0; least = 0; most = 0;

        /* [|verdict, low, high|]: 1 when |f - p| <= claim is proved on [a; b], -1 when it is refuted, 0 when neither; the supremum lies in [low; high].
           supnorm proves an enclosure; checkinfnorm also proves a claim that is attained; one point refutes. Without an enclosure [a; b] is halved. */
        procedure examine(f, p, a, b, halvings) {
          var r, verdict, low, high, middle, point, left, right;
          verdict = 0; low = 0; high = infty;
          r = supnorm(p, f, [a; b], absolute, 1b-20);
          match r with [s; t] : { low = s; high = t; } default : { };
          if (high <= claim) then verdict = 1
          else if (low > claim) then verdict = -1
          else if (checkinfnorm(f - (p), [a; b], claim)) then { verdict = 1; high = min(high, claim); };
          middle = (a + b) / 2;
          for point in [|a, middle, b|] do {
            if (verdict < 1 && abs(f(point) - p(point)) > claim) then { verdict = -1; low = max(low, abs(f(point) - p(point))); };
          };
          if (verdict == 0 && high == infty && halvings > 0) then {
            left = examine(f, p, a, middle, halvings - 1);
            right = examine(f, p, middle, b, halvings - 1);
            verdict = min(left[0], right[0]);
            low = max(left[1], right[1]); high = max(left[2], right[2]);
          };
          return [|verdict, low, high|];
        };

        /* The same where f is a straight line as p is: the supremum is at an end. */
        procedure ends(f, p, a, b) {
          var worst, verdict;
          worst = max(abs(f(a) - p(a)), abs(f(b) - p(b)));
          verdict = 0;
          if (worst <= claim) then verdict = 1 else if (worst > claim) then verdict = -1;
          return [|verdict, worst, worst|];
        };

        procedure report(cell, r) {
          var word;
          word = "undecided";
          if (r[0] == 1) then { word = "holds"; held = held + 1; };
          if (r[0] == -1) then { word = "exceeded"; exceeded = exceeded + 1; };
          if (r[0] == 0) then { open = open + 1; };
          least = max(least, r[1]); most = max(most, r[2]);
          print("piece " @ cell @ ": supremum in [" @ round(r[1], 24, RD) @ "; " @ round(r[2], 24, RU) @ "]: " @ word);
        };

        """;

    /// <summary>The verdict on all cells.</summary>
    public const string Verdict = """

        print(held @ " hold, " @ exceeded @ " exceed, " @ open @ " undecided; supremum in [" @ round(least, 24, RD) @ "; " @ round(most, 24, RU) @ "]");
        if (exceeded > 0) then print("REFUTED") else if (open > 0) then print("UNDECIDED") else print("CERTIFIED");
        quit;

        """;
}
